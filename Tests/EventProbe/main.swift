import Runtime

// Two services that exist to be killed: one publishes, the other applies.
switch CommandLine.arguments.last {
case "producer": try await run(ProducerService.self)
case "consumer": try await run(ConsumerService.self)
default: fatalError("usage: event-probe producer|consumer")
}
