import Foundation
import Statistics
import Testing

/// Against statsmodels 0.15 on the same rows.
@Suite struct RegressionTests {
    private let first = (0..<24).map { sin(Double($0) * 1.7) * 3 + 10 }
    private let second = (0..<24).map { Double(($0 * 7) % 5) }
    private var design: [[Double]] { zip(first, second).map { [1, $0, $1] } }
    private var outcome: [Double] {
        (0..<24).map { (index: Int) -> Double in
            let line: Double = 1.5 + 0.8 * first[index] - 0.6 * second[index]
            let error: Double = cos(Double(index) * 2.3) * (1 + 0.2 * second[index])
            return line + error
        }
    }
    private let weights = (0..<24).map { Double(1 + $0 % 3) }

    @Test(arguments: [
        (ErrorModel.homoskedastic, [1.1522400565021724, 0.10490178012955985, 0.15558331071739936]),
        (.hc0, [1.0342227053388797, 0.09643024870684937, 0.14925915155953678]),
        (.hc1, [1.1056305785715854, 0.10308827210926606, 0.15956474485038633]),
        (.hc2, [1.1218086024773484, 0.1042097767832978, 0.16187066224439092]),
        (.hc3, [1.218880254459021, 0.11277267179374084, 0.17574745980476178]),
        (
            .clustered((0..<24).map { $0 / 4 }),
            [1.538007353515294, 0.1444187551799173, 0.22043096183233699]
        ),
    ])
    func errorsAreThoseOfStatsmodels(_ errors: ErrorModel, _ known: [Double]) {
        let fit = LeastSquares(outcome, on: design, errors: errors)
        let coefficients = [2.1556092466481527, 0.7414474038044068, -0.6278075025098284]
        for column in 0..<3 {
            #expect(close(fit.coefficients[column], coefficients[column], 1e-11))
            #expect(close(fit.standardError(column), known[column], 1e-11))
        }
    }

    @Test(arguments: [
        (ErrorModel.homoskedastic, [1.2768033308945108, 0.10936253901301522, 0.1577958189617081]),
        (.hc1, [1.19801534206707, 0.10976431215930887, 0.14897741682739124]),
    ])
    func weightsCountAsInStatsmodels(_ errors: ErrorModel, _ known: [Double]) {
        let fit = LeastSquares(outcome, on: design, weights: weights, errors: errors)
        let coefficients = [2.1861174105946954, 0.7437242236414665, -0.6006849475367955]
        for column in 0..<3 {
            #expect(close(fit.coefficients[column], coefficients[column], 1e-11))
            #expect(close(fit.standardError(column), known[column], 1e-11))
        }
    }

    @Test func aColumnThatFollowsFromOthersIsLeftOut() {
        let fit = LeastSquares(outcome, on: design.map { $0 + [2 * $0[1] - $0[2]] })
        #expect(fit.columns == [0, 1, 2])
        #expect(fit.coefficients[3].isNaN)
        #expect(close(fit.coefficients[1], 0.7414474038044068, 1e-9))
    }

    @Test func anInverseTimesItsMatrixIsTheIdentity() throws {
        let matrix = Matrix(rows: [[4, 1, 0.5], [1, 3, -0.2], [0.5, -0.2, 2]])
        let product = try #require(matrix.inverseOfPositiveDefinite) * matrix
        for row in 0..<3 {
            for column in 0..<3 {
                #expect(abs(product[row, column] - (row == column ? 1 : 0)) < 1e-14)
            }
        }
        #expect(Matrix(rows: [[1, 2], [2, 1]]).inverseOfPositiveDefinite == nil)
    }
}
