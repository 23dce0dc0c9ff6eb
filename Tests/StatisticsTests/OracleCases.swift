/// From scipy 1.17: the density and both tails at a place.
let distributionCases: [DistributionCase] = [
    DistributionCase(.normal(0, 1), -9.5, 1.0077935394300011e-20, 1.0494515075362604e-21, 1.0),
    DistributionCase(
        .normal(0, 1), -3.0, 0.0044318484119380075, 0.0013498980316300933, 0.9986501019683699),
    DistributionCase(
        .normal(0, 1), -0.3, 0.3813878154605241, 0.3820885778110474, 0.6179114221889526),
    DistributionCase(.normal(0, 1), 0.0, 0.3989422804014327, 0.5, 0.5),
    DistributionCase(
        .normal(0, 1), 1.96, 0.058440944333451476, 0.9750021048517795, 0.024997895148220435),
    DistributionCase(
        .normal(0, 1), 6.2, 1.7937839079640794e-09, 0.9999999997176842, 2.823158037043268e-10),
    DistributionCase(
        .normal(3, 2.5), -2.0, 0.021596386605275224, 0.022750131948179195, 0.9772498680518208),
    DistributionCase(
        .normal(3, 2.5), 3.5, 0.15641707759018236, 0.579259709439103, 0.42074029056089696),
    DistributionCase(
        .normal(3, 2.5), 12.0, 0.00024476077204550875, 0.9998408914098424, 0.00015910859015753364),
    DistributionCase(
        .studentT(1), -40.0, 0.00019881941672941338, 0.007956089912025812, 0.9920439100879742),
    DistributionCase(.studentT(1), 0.2, 0.3060671982536449, 0.562832958189001, 0.4371670418109989),
    DistributionCase(
        .studentT(1), 3.0, 0.03183098861837907, 0.8975836176504333, 0.10241638234956672),
    DistributionCase(
        .studentT(2.7), -3.1, 0.022006441910072422, 0.030640885265177137, 0.9693591147348228),
    DistributionCase(
        .studentT(2.7), 1.0, 0.20340144699006552, 0.8008378263896136, 0.19916217361038638),
    DistributionCase(.studentT(9), 0.0, 0.3880349088716685, 0.5, 0.5),
    DistributionCase(
        .studentT(9), 2.262157, 0.04086173237213101, 0.9749999933477842, 0.025000006652215814),
    DistributionCase(
        .studentT(9), 25.0, 2.2368509980349375e-10, 0.9999999993705275, 6.294725189495184e-10),
    DistributionCase(
        .studentT(197.3), -2.898, 0.006387991843351505, 0.0020901029872118695, 0.9979098970127881),
    DistributionCase(
        .studentT(197.3), 1.1, 0.21731333084539997, 0.8636637786917456, 0.13633622130825435),
    DistributionCase(
        .studentT(197.3), 8.0, 3.18300850717239e-13, 0.999999999999948, 5.191366788545318e-14),
    DistributionCase(
        .studentT(100000.0), -4.5, 1.5998473363155238e-05, 3.4014958817258506e-06,
        0.9999965985041183),
    DistributionCase(
        .studentT(100000.0), 0.01, 0.3989213362820435, 0.5039893463405885, 0.49601065365941155),
    DistributionCase(
        .chiSquare(0.5), 0.001, 41.223444649373455, 0.16495975076841285, 0.8350402492315872),
    DistributionCase(
        .chiSquare(0.5), 2.0, 0.05073345595415419, 0.9320788679898908, 0.06792113201010888),
    DistributionCase(
        .chiSquare(1), 3.841459, 0.029819457736093617, 0.9500000053468044, 0.04999999465319563),
    DistributionCase(
        .chiSquare(1), 0.02, 2.7928790169723423, 0.11246291601828491, 0.887537083981715),
    DistributionCase(
        .chiSquare(7.3), 1.0, 0.01227621769767381, 0.003759575222566142, 0.9962404247774339),
    DistributionCase(
        .chiSquare(7.3), 8.0, 0.09166897180554219, 0.6375093456048619, 0.3624906543951381),
    DistributionCase(
        .chiSquare(7.3), 60.0, 9.760637384105622e-11, 0.9999999997865747, 2.134252681353335e-10),
    DistributionCase(
        .chiSquare(1000), 870.0, 9.990128305086862e-05, 0.0012297168925648578, 0.9987702831074351),
    DistributionCase(
        .chiSquare(1000), 1000.0, 0.008919133934753128, 0.5059471461707603, 0.49405285382923964),
    DistributionCase(
        .chiSquare(1000), 1200.0, 1.0772494301497118e-06, 0.9999877440576694, 1.2255942330622893e-05
    ),
    DistributionCase(
        .fisherF(1, 1.5), 0.4, 0.40092099482422483, 0.3902711006051686, 0.6097288993948314),
    DistributionCase(
        .fisherF(1, 1.5), 9.0, 0.009975229990112364, 0.8664522457450865, 0.13354775425491328),
    DistributionCase(
        .fisherF(3, 40), 0.1, 0.5686343315000053, 0.0404566917634772, 0.9595433082365228),
    DistributionCase(
        .fisherF(3, 40), 2.84, 0.056008469693729614, 0.9500703191982721, 0.049929680801727876),
    DistributionCase(
        .fisherF(3, 40), 12.0, 7.430019573352492e-06, 0.9999903455416806, 9.654458319372945e-06),
    DistributionCase(
        .fisherF(250, 3000.5), 0.9, 2.5552394633245568, 0.13818849435043423, 0.8618115056495658),
    DistributionCase(
        .fisherF(250, 3000.5), 1.2, 0.4736599113316186, 0.9790906646784004, 0.0209093353215995),
    DistributionCase(
        .beta(0.5, 0.5), 0.001, 10.070879119947092, 0.020135041633377492, 0.9798649583666225),
    DistributionCase(.beta(0.5, 0.5), 0.5, 0.6366197723675814, 0.5000000000000001, 0.5),
    DistributionCase(
        .beta(0.5, 0.5), 0.97, 1.865965598979568, 0.8891753133955407, 0.11082468660445947),
    DistributionCase(.beta(2, 5), 0.01, 0.288178803, 0.0014604476049999997, 0.998539552395),
    DistributionCase(.beta(2, 5), 0.3, 2.1608999999999994, 0.5798250000000003, 0.420175),
    DistributionCase(.beta(2, 5), 0.9, 0.0026999999999999993, 0.999945, 5.499999999999994e-05),
    DistributionCase(.beta(0.05, 3), 1e-20, 5.381250000000003e+17, 0.10762500000000004, 0.892375),
    DistributionCase(
        .beta(0.05, 3), 0.01, 4.189416684729151, 0.8540836612930317, 0.14591633870696827),
    DistributionCase(
        .beta(400, 600), 0.35, 0.12428097299095274, 0.0005241730857704589, 0.9994758269142295),
    DistributionCase(
        .beta(400, 600), 0.4, 25.744818801482495, 0.5017170329937447, 0.4982829670062539),
    DistributionCase(
        .beta(400, 600), 0.47, 0.0012146342610786893, 0.9999958703689352, 4.129631064758364e-06),
    DistributionCase(
        .beta(100000.0, 200000.0), 0.331, 11.690259224989475, 0.0033253968074612884,
        0.9966746031925383),
    DistributionCase(
        .beta(100000.0, 200000.0), 0.3345, 184.83127425548986, 0.91232076108608, 0.0876792389139117),
    DistributionCase(
        .beta(30, 1.2), 0.5, 1.0501972400753126e-07, 1.7613531182385331e-09, 0.9999999982386469),
    DistributionCase(
        .beta(30, 1.2), 0.99, 19.26492796028233, 0.8160645116685535, 0.1839354883314463),
    DistributionCase(
        .gamma(0.3, 1), 1e-05, 1057.052687257007, 0.035235360615562566, 0.9647646393844375),
    DistributionCase(
        .gamma(0.3, 1), 0.5, 0.32936294221710455, 0.8138118046743924, 0.18618819532560735),
    DistributionCase(
        .gamma(0.3, 1), 12.0, 3.606951664241508e-07, 0.9999996578843728, 3.4211562717711804e-07),
    DistributionCase(
        .gamma(4.5, 2), 0.5, 0.0002615424342069778, 3.0433741161079292e-05, 0.9999695662588389),
    DistributionCase(
        .gamma(4.5, 2), 9.0, 0.09230907120865163, 0.5627258110861331, 0.43727418891386693),
    DistributionCase(
        .gamma(4.5, 2), 70.0, 6.874752065752759e-12, 0.9999999999847731, 1.522693362478805e-11),
    DistributionCase(
        .gamma(5000, 0.1), 480.0, 0.0009642911276193329, 0.002102795480730475, 0.9978972045192694),
    DistributionCase(
        .gamma(5000, 0.1), 505.0, 0.04357538868970772, 0.7609846747598248, 0.23901532524017513),
]

/// From scipy 1.17: quantiles of probabilities.
let quantileCases: [QuantileCase] = [
    QuantileCase(.normal(0, 1), 1e-06, -4.753424308822899),
    QuantileCase(.normal(0, 1), 0.025, -1.9599639845400545),
    QuantileCase(.normal(0, 1), 0.5, 0.0),
    QuantileCase(.normal(0, 1), 0.8, 0.8416212335729143),
    QuantileCase(.normal(0, 1), 0.999, 3.090232306167813),
    QuantileCase(.normal(3, 2.5), 1e-06, -8.883560772057248),
    QuantileCase(.normal(3, 2.5), 0.025, -1.8999099613501365),
    QuantileCase(.normal(3, 2.5), 0.5, 3.0),
    QuantileCase(.normal(3, 2.5), 0.8, 5.1040530839322855),
    QuantileCase(.normal(3, 2.5), 0.999, 10.725580765419533),
    QuantileCase(.studentT(1), 1e-06, -318309.8861827435),
    QuantileCase(.studentT(1), 0.025, -12.706204736174705),
    QuantileCase(.studentT(1), 0.5, 0.0),
    QuantileCase(.studentT(1), 0.8, 1.3763819204711738),
    QuantileCase(.studentT(1), 0.999, 318.30883898555015),
    QuantileCase(.studentT(2.7), 1e-06, -156.8907530092156),
    QuantileCase(.studentT(2.7), 0.025, -3.3921483831737524),
    QuantileCase(.studentT(2.7), 0.5, 0.0),
    QuantileCase(.studentT(2.7), 0.8, 0.995889377027529),
    QuantileCase(.studentT(2.7), 0.999, 12.06032454310242),
    QuantileCase(.studentT(9), 1e-06, -10.7201604099095),
    QuantileCase(.studentT(9), 0.025, -2.2621571627982053),
    QuantileCase(.studentT(9), 0.5, 0.0),
    QuantileCase(.studentT(9), 0.8, 0.8834038596855346),
    QuantileCase(.studentT(9), 0.999, 4.296805662729918),
    QuantileCase(.studentT(197.3), 1e-06, -4.8993230998731665),
    QuantileCase(.studentT(197.3), 0.025, -1.9720605010818437),
    QuantileCase(.studentT(197.3), 0.5, 0.0),
    QuantileCase(.studentT(197.3), 0.8, 0.8434468276265559),
    QuantileCase(.studentT(197.3), 0.999, 3.1320512327178096),
    QuantileCase(.studentT(100000.0), 1e-06, -4.753704716391288),
    QuantileCase(.studentT(100000.0), 0.025, -1.95998770753461),
    QuantileCase(.studentT(100000.0), 0.5, 0.0),
    QuantileCase(.studentT(100000.0), 0.8, 0.8416248279969009),
    QuantileCase(.studentT(100000.0), 0.999, 3.0903138094272378),
    QuantileCase(.chiSquare(0.5), 1e-06, 1.3499395786223394e-24),
    QuantileCase(.chiSquare(0.5), 0.025, 5.273202591259991e-07),
    QuantileCase(.chiSquare(0.5), 0.5, 0.0873476047057468),
    QuantileCase(.chiSquare(0.5), 0.8, 0.7261705062355212),
    QuantileCase(.chiSquare(0.5), 0.999, 8.752888515773373),
    QuantileCase(.chiSquare(1), 1e-06, 1.5707963267957187e-12),
    QuantileCase(.chiSquare(1), 0.025, 0.0009820691171752555),
    QuantileCase(.chiSquare(1), 0.5, 0.454936423119572),
    QuantileCase(.chiSquare(1), 0.8, 1.642374415149818),
    QuantileCase(.chiSquare(1), 0.999, 10.827566170662733),
    QuantileCase(.chiSquare(7.3), 1e-06, 0.09521627344290137),
    QuantileCase(.chiSquare(7.3), 0.025, 1.833244287117484),
    QuantileCase(.chiSquare(7.3), 0.5, 6.645251643816642),
    QuantileCase(.chiSquare(7.3), 0.8, 10.173042041671474),
    QuantileCase(.chiSquare(7.3), 0.999, 24.868517818537082),
    QuantileCase(.chiSquare(1000), 1e-06, 801.6244376068657),
    QuantileCase(.chiSquare(1000), 0.025, 914.257153799259),
    QuantileCase(.chiSquare(1000), 0.5, 999.333412403381),
    QuantileCase(.chiSquare(1000), 0.8, 1037.4308867786222),
    QuantileCase(.chiSquare(1000), 0.999, 1143.9170926196791),
    QuantileCase(.fisherF(1, 1.5), 1e-06, 2.1533100331409652e-12),
    QuantileCase(.fisherF(1, 1.5), 0.025, 0.00134682571626318),
    QuantileCase(.fisherF(1, 1.5), 0.5, 0.7614214450960393),
    QuantileCase(.fisherF(1, 1.5), 0.8, 4.824166008684398),
    QuantileCase(.fisherF(1, 1.5), 0.999, 6863.699425315381),
    QuantileCase(.fisherF(3, 40), 1e-06, 7.961874085640104e-05),
    QuantileCase(.fisherF(3, 40), 0.025, 0.07124278513657085),
    QuantileCase(.fisherF(3, 40), 0.5, 0.8022775178428054),
    QuantileCase(.fisherF(3, 40), 0.8, 1.6195377671457087),
    QuantileCase(.fisherF(3, 40), 0.999, 6.594539977661781),
    QuantileCase(.fisherF(250, 3000.5), 1e-06, 0.6216051463429882),
    QuantileCase(.fisherF(250, 3000.5), 0.025, 0.8269933970082045),
    QuantileCase(.fisherF(250, 3000.5), 0.5, 0.9975562793058924),
    QuantileCase(.fisherF(250, 3000.5), 0.8, 1.078022151622103),
    QuantileCase(.fisherF(250, 3000.5), 0.999, 1.3157783344486231),
    QuantileCase(.beta(0.5, 0.5), 1e-06, 2.46740110027031e-12),
    QuantileCase(.beta(0.5, 0.5), 0.025, 0.001541333133436012),
    QuantileCase(.beta(0.5, 0.5), 0.5, 0.4999999999999999),
    QuantileCase(.beta(0.5, 0.5), 0.8, 0.9045084971874736),
    QuantileCase(.beta(0.5, 0.5), 0.999, 0.999997532600929),
    QuantileCase(.beta(2, 5), 1e-06, 0.00025828782935406356),
    QuantileCase(.beta(2, 5), 0.025, 0.043271868292741676),
    QuantileCase(.beta(2, 5), 0.5, 0.26444998329566005),
    QuantileCase(.beta(2, 5), 0.8, 0.42244752484627207),
    QuantileCase(.beta(2, 5), 0.999, 0.818613866919134),
    QuantileCase(.beta(0.05, 3), 1e-06, 2.3000470006648424e-121),
    QuantileCase(.beta(0.05, 3), 0.025, 2.0918805609333636e-33),
    QuantileCase(.beta(0.05, 3), 0.5, 2.1934966675234358e-07),
    QuantileCase(.beta(0.05, 3), 0.8, 0.0026652625924623572),
    QuantileCase(.beta(0.05, 3), 0.999, 0.6535341195618833),
    QuantileCase(.beta(400, 600), 1e-06, 0.32818223693247806),
    QuantileCase(.beta(400, 600), 0.025, 0.3698478199547388),
    QuantileCase(.beta(400, 600), 0.5, 0.39993330733513144),
    QuantileCase(.beta(400, 600), 0.8, 0.4130194897257031),
    QuantileCase(.beta(400, 600), 0.999, 0.44834098537566874),
    QuantileCase(.beta(100000.0, 200000.0), 1e-06, 0.32925030574476294),
    QuantileCase(.beta(100000.0, 200000.0), 0.025, 0.3316475215506993),
    QuantileCase(.beta(100000.0, 200000.0), 0.5, 0.3333329629625057),
    QuantileCase(.beta(100000.0, 200000.0), 0.8, 0.33405757749857407),
    QuantileCase(.beta(100000.0, 200000.0), 0.999, 0.33599612967512144),
    QuantileCase(.beta(30, 1.2), 1e-06, 0.618736606199506),
    QuantileCase(.beta(30, 1.2), 0.025, 0.8727264884481336),
    QuantileCase(.beta(30, 1.2), 0.5, 0.9709305089038492),
    QuantileCase(.beta(30, 1.2), 0.8, 0.9891626877729054),
    QuantileCase(.beta(30, 1.2), 0.999, 0.999885927314863),
    QuantileCase(.gamma(0.3, 1), 1e-06, 6.97269909640939e-21),
    QuantileCase(.gamma(0.3, 1), 0.025, 3.1856790317391693e-06),
    QuantileCase(.gamma(0.3, 1), 0.5, 0.07313113586695198),
    QuantileCase(.gamma(0.3, 1), 0.8, 0.4600738869878518),
    QuantileCase(.gamma(0.3, 1), 0.999, 4.618936042791333),
    QuantileCase(.gamma(4.5, 2), 1e-06, 0.22838484007344917),
    QuantileCase(.gamma(4.5, 2), 0.025, 2.7003894999803584),
    QuantileCase(.gamma(4.5, 2), 0.5, 8.342832692252955),
    QuantileCase(.gamma(4.5, 2), 0.8, 12.24214546984707),
    QuantileCase(.gamma(4.5, 2), 0.999, 27.877164871256568),
    QuantileCase(.gamma(5000, 0.1), 1e-06, 467.10509536164454),
    QuantileCase(.gamma(5000, 0.1), 0.025, 486.2359188694899),
    QuantileCase(.gamma(5000, 0.1), 0.5, 499.9666670617572),
    QuantileCase(.gamma(5000, 0.1), 0.8, 505.9412305764864),
    QuantileCase(.gamma(5000, 0.1), 0.999, 522.136528270509),
]

/// From scipy 1.17 (`nct.cdf`).
let noncentralCases: [(n: Double, shift: Double, t: Double, probability: Double)] = [
    (18, 2.9, 2.1009, 0.21694860629702992),
    (18, 2.9, -2.1009, 1.192131400823502e-06),
    (3, 1.0, 4.0, 0.9360969862551789),
    (198, 2.8, 1.972, 0.2042750084642159),
    (5000, 2.8, 1.96, 0.20047194236570054),
    (1, 0.5, 2.0, 0.7484855842392901),
]
