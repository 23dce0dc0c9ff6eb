import Foundation
import Instrumentation
import Tracing

/// Spans as OTLP's JSON says them: `ExportTraceServiceRequest`.
///
/// Source: opentelemetry-proto, trace/v1/trace.proto, in the JSON of the OTLP specification: names
/// in lowerCamelCase, ids in hex, 64-bit integers as text, enums as numbers.
package struct OTLPTraces: Encodable {
    private let resourceSpans: [ResourceSpans]

    package init(_ spans: [EndedSpan], resource: [(name: String, value: String)]) {
        resourceSpans = [
            ResourceSpans(
                resource: Resource(
                    attributes: resource.map { Attribute($0.name, .string($0.value)) }),
                scopeSpans: [ScopeSpans(scope: Scope(), spans: spans.map(Span.init))])
        ]
    }

    package var json: Data {
        // Every value of these types can be encoded: floats that JSON has no word for are text.
        (try? JSONEncoder().encode(self)) ?? Data()
    }

    private struct ResourceSpans: Encodable {
        let resource: Resource
        let scopeSpans: [ScopeSpans]
    }

    private struct Resource: Encodable { let attributes: [Attribute] }

    private struct ScopeSpans: Encodable {
        let scope: Scope
        let spans: [Span]
    }

    private struct Scope: Encodable { var name = "coaching-mesh" }

    private struct Span: Encodable {
        let traceId: String
        let spanId: String
        let traceState: String?
        let parentSpanId: String?
        /// The low byte of W3C's flags.
        let flags: UInt32
        let name: String
        let kind: Int
        let startTimeUnixNano: String
        let endTimeUnixNano: String
        let attributes: [Attribute]
        let events: [Event]
        let droppedEventsCount: Int
        let links: [Link]
        let status: Status

        init(_ span: EndedSpan) {
            traceId = "\(span.context.trace)"
            spanId = "\(span.context.span)"
            traceState = span.context.state.map { "\($0)" }
            parentSpanId = span.parent.map { "\($0)" }
            flags = span.context.isSampled ? 1 : 0
            name = span.name
            kind = span.kind.number
            startTimeUnixNano = "\(span.began)"
            endTimeUnixNano = "\(span.ended)"
            attributes = span.attributes.list
            events = span.events.map(Event.init)
            droppedEventsCount = span.droppedEventCount
            links = span.links.compactMap(Link.init)
            status = Status(span.status)
        }
    }

    private struct Event: Encodable {
        let timeUnixNano: String
        let name: String
        let attributes: [Attribute]

        init(_ event: SpanEvent) {
            timeUnixNano = "\(event.nanosecondsSinceEpoch)"
            name = event.name
            attributes = event.attributes.list
        }
    }

    private struct Link: Encodable {
        let traceId: String
        let spanId: String
        let attributes: [Attribute]

        /// Nil for a span of another tracer.
        init?(_ link: SpanLink) {
            guard let trace = link.context.trace else { return nil }
            traceId = "\(trace.trace)"
            spanId = "\(trace.span)"
            attributes = link.attributes.list
        }
    }

    private struct Status: Encodable {
        let code: Int
        let message: String?

        init(_ status: SpanStatus?) {
            message = status?.message
            code =
                switch status?.code {
                case nil: 0
                case .ok: 1
                case .error: 2
                }
        }
    }

    fileprivate struct Attribute: Encodable {
        let key: String
        let value: Value

        init(_ key: String, _ value: Value) { (self.key, self.value) = (key, value) }
    }

    /// `AnyValue`: one key, which names the type.
    fileprivate enum Value: Encodable {
        case string(String)
        case bool(Bool)
        case int(Int64)
        case double(Double)
        case array([Value])

        private enum CodingKeys: String, CodingKey {
            case stringValue, boolValue, intValue, doubleValue, arrayValue
        }

        private struct Values: Encodable { let values: [Value] }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            switch self {
            case .string(let text): try container.encode(text, forKey: .stringValue)
            case .bool(let bool): try container.encode(bool, forKey: .boolValue)
            case .int(let number): try container.encode("\(number)", forKey: .intValue)
            case .double(let number) where number.isFinite:
                try container.encode(number, forKey: .doubleValue)
            case .double(let number): try container.encode("\(number)", forKey: .stringValue)
            case .array(let values):
                try container.encode(Values(values: values), forKey: .arrayValue)
            }
        }
    }
}

extension SpanKind {
    fileprivate var number: Int {
        switch self {
        case .internal: 1
        case .server: 2
        case .client: 3
        case .producer: 4
        case .consumer: 5
        }
    }
}

extension SpanAttributes {
    fileprivate var list: [OTLPTraces.Attribute] {
        var list: [OTLPTraces.Attribute] = []
        forEach { list.append(OTLPTraces.Attribute($0, OTLPTraces.Value($1))) }
        return list.sorted { $0.key < $1.key }
    }
}

extension OTLPTraces.Value {
    fileprivate init(_ attribute: SpanAttribute) {
        self =
            switch attribute {
            case .int32(let number): .int(Int64(number))
            case .int64(let number): .int(number)
            case .double(let number): .double(number)
            case .bool(let bool): .bool(bool)
            case .string(let text): .string(text)
            case .stringConvertible(let value): .string("\(value)")
            case .int32Array(let numbers): .array(numbers.map { .int(Int64($0)) })
            case .int64Array(let numbers): .array(numbers.map { .int($0) })
            case .doubleArray(let numbers): .array(numbers.map { .double($0) })
            case .boolArray(let bools): .array(bools.map { .bool($0) })
            case .stringArray(let texts): .array(texts.map { .string($0) })
            case .stringConvertibleArray(let values): .array(values.map { .string("\($0)") })
            // The library asks for it; it has no other kinds.
            default: .string("\(attribute)")
            }
    }
}
