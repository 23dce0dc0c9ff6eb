// gRPC C++ with its defaults: client and server in one process, one connection, mutual TLS 1.3, the
// same bytes as every other peer. Both sides use completion queues, one thread each, which is what
// gRPC's own benchmarks do.
//
//     main CERTIFICATES KIND IN_FLIGHT BYTES SECONDS

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "benchmark.grpc.pb.h"

using benchmark::Benchmark;
using benchmark::Payload;
using benchmark::StreamRequest;

namespace {

[[noreturn]] void fail(const std::string& problem) {
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::exit(1);
}

int64_t nanoseconds(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return int64_t(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

// The clocks of one moment; client and server share the process.
struct Usage {
  int64_t wall = nanoseconds(CLOCK_MONOTONIC);
  int64_t cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
};

// What waits in a completion queue; `proceed` is told whether it went well.
struct Event {
  virtual void proceed(bool ok) = 0;
  virtual ~Event() = default;
};

void drive(grpc::CompletionQueue* queue) {
  void* tag;
  bool ok;
  while (queue->Next(&tag, &ok)) static_cast<Event*>(tag)->proceed(ok);
}

// One unary call on the serving side; its place is taken by the next one when it is answered.
class ServedEcho final : public Event {
 public:
  ServedEcho(Benchmark::AsyncService* service, grpc::ServerCompletionQueue* queue)
      : service_(service), queue_(queue), responder_(&context_) {
    service_->RequestEcho(&context_, &payload_, &responder_, queue_, queue_, this);
  }

  void proceed(bool ok) override {
    if (!ok || isAnswered_) return void(delete this);
    new ServedEcho(service_, queue_);
    isAnswered_ = true;
    responder_.Finish(payload_, grpc::Status::OK, this);
  }

 private:
  Benchmark::AsyncService* service_;
  grpc::ServerCompletionQueue* queue_;
  grpc::ServerContext context_;
  Payload payload_;
  grpc::ServerAsyncResponseWriter<Payload> responder_;
  bool isAnswered_ = false;
};

class ServedStream final : public Event {
 public:
  ServedStream(Benchmark::AsyncService* service, grpc::ServerCompletionQueue* queue)
      : service_(service), queue_(queue), writer_(&context_) {
    service_->RequestStream(&context_, &request_, &writer_, queue_, queue_, this);
  }

  void proceed(bool ok) override {
    if (!ok || isOver_) return void(delete this);
    if (!isStarted_) {
      isStarted_ = true;
      new ServedStream(service_, queue_);
      payload_.set_bytes(std::string(request_.byte_count(), 7));
    }
    if (written_ == request_.count()) {
      isOver_ = true;
      return writer_.Finish(grpc::Status::OK, this);
    }
    written_ += 1;
    writer_.Write(payload_, this);
  }

 private:
  Benchmark::AsyncService* service_;
  grpc::ServerCompletionQueue* queue_;
  grpc::ServerContext context_;
  StreamRequest request_;
  Payload payload_;
  grpc::ServerAsyncWriter<Payload> writer_;
  uint32_t written_ = 0;
  bool isStarted_ = false;
  bool isOver_ = false;
};

// Makes one call after the other until `end`, and keeps how long each took.
class Caller final : public Event {
 public:
  Caller(Benchmark::Stub* stub, grpc::CompletionQueue* queue, int byteCount, int64_t end)
      : stub_(stub), queue_(queue), end_(end) {
    request_.set_bytes(std::string(byteCount, 7));
    latencies.reserve(100'000);
    call();
  }

  void proceed(bool) override {
    if (!status_.ok()) fail(status_.error_message());
    latencies.push_back(nanoseconds(CLOCK_MONOTONIC) - began_);
    if (nanoseconds(CLOCK_MONOTONIC) < end_) return call();
    isDone = true;
  }

  std::vector<int64_t> latencies;
  bool isDone = false;

 private:
  void call() {
    began_ = nanoseconds(CLOCK_MONOTONIC);
    context_ = std::make_unique<grpc::ClientContext>();
    context_->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    context_->AddMetadata("tenant-tier", "gold");
    reader_ = stub_->AsyncEcho(context_.get(), request_, queue_);
    reader_->Finish(&reply_, &status_, this);
  }

  Benchmark::Stub* stub_;
  grpc::CompletionQueue* queue_;
  int64_t end_;
  int64_t began_ = 0;
  Payload request_;
  Payload reply_;
  grpc::Status status_;
  std::unique_ptr<grpc::ClientContext> context_;
  std::unique_ptr<grpc::ClientAsyncResponseReader<Payload>> reader_;
};

std::vector<int64_t> unary(Benchmark::Stub* stub, int inFlight, int byteCount, double seconds) {
  grpc::CompletionQueue queue;
  const int64_t end = nanoseconds(CLOCK_MONOTONIC) + int64_t(seconds * 1e9);
  std::vector<std::unique_ptr<Caller>> callers;
  for (int caller = 0; caller < inFlight; caller++)
    callers.push_back(std::make_unique<Caller>(stub, &queue, byteCount, end));
  void* tag;
  bool ok;
  for (int left = inFlight; left > 0 && queue.Next(&tag, &ok);) {
    auto* caller = static_cast<Caller*>(tag);
    caller->proceed(ok);
    if (caller->isDone) left--;
  }
  queue.Shutdown();
  std::vector<int64_t> all;
  for (auto& caller : callers)
    all.insert(all.end(), caller->latencies.begin(), caller->latencies.end());
  return all;
}

// Takes one stream of `count` messages.
void read(Benchmark::Stub* stub, uint32_t count, int byteCount) {
  grpc::ClientContext context;
  StreamRequest request;
  request.set_count(count);
  request.set_byte_count(byteCount);
  auto reader = stub->Stream(&context, request);
  Payload payload;
  uint32_t received = 0;
  while (reader->Read(&payload)) received++;
  const auto status = reader->Finish();
  if (!status.ok() || received != count) fail("the stream broke: " + status.error_message());
}

void report(const std::string& kind, int inFlight, int byteCount, size_t count,
            std::vector<int64_t> latencies, const Usage& start, const Usage& end) {
  std::sort(latencies.begin(), latencies.end());
  auto quantile = [&](double rank) -> std::string {
    if (latencies.empty()) return "null";
    char text[32];
    const auto place = size_t(rank * double(latencies.size() - 1));
    std::snprintf(text, sizeof text, "%.2f", double(latencies[place]) / 1e3);
    return text;
  };
  std::printf(
      "{\"peer\":\"grpc-c++\",\"kind\":\"%s\",\"in_flight\":%d,\"bytes\":%d,"
      "\"calls_per_second\":%ld,\"p50_us\":%s,\"p99_us\":%s,\"cpu_us_per_call\":%.2f}\n",
      kind.c_str(), inFlight, byteCount, long(double(count) * 1e9 / double(end.wall - start.wall)),
      quantile(0.5).c_str(), quantile(0.99).c_str(),
      double(end.cpu - start.cpu) / 1e3 / double(count));
}

std::string text(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  if (text.str().empty()) fail("cannot read " + path);
  return text.str();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) fail("main CERTIFICATES KIND IN_FLIGHT BYTES SECONDS");
  const std::string home = argv[1], kind = argv[2];
  const int inFlight = std::atoi(argv[3]), byteCount = std::atoi(argv[4]);
  const double seconds = std::atof(argv[5]);

  grpc::SslServerCredentialsOptions serving(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  serving.pem_root_certs = text(home + "/server/ca.pem");
  serving.pem_key_cert_pairs.push_back(
      {text(home + "/server/key.pem"), text(home + "/server/cert.pem")});
  Benchmark::AsyncService service;
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(serving), &port);
  builder.RegisterService(&service);
  auto served = builder.AddCompletionQueue();
  auto server = builder.BuildAndStart();
  for (int waiting = 0; waiting < 128; waiting++) new ServedEcho(&service, served.get());
  new ServedStream(&service, served.get());
  std::thread serverThread([&] { drive(served.get()); });

  grpc::SslCredentialsOptions calling;
  calling.pem_root_certs = text(home + "/client/ca.pem");
  calling.pem_private_key = text(home + "/client/key.pem");
  calling.pem_cert_chain = text(home + "/client/cert.pem");
  auto stub = Benchmark::NewStub(
      grpc::CreateChannel("localhost:" + std::to_string(port), grpc::SslCredentials(calling)));

  if (kind == "unary") {
    unary(stub.get(), inFlight, byteCount, seconds / 5);
    const Usage start;
    auto latencies = unary(stub.get(), inFlight, byteCount, seconds);
    const Usage end;
    report(kind, inFlight, byteCount, latencies.size(), latencies, start, end);
  } else {
    for (uint32_t count = 16;;) {
      const Usage start;
      read(stub.get(), count, byteCount);
      const Usage end;
      const double elapsed = double(end.wall - start.wall) / 1e9;
      if (elapsed >= seconds / 2) {
        report(kind, inFlight, byteCount, count, {}, start, end);
        break;
      }
      count = std::min<double>(count * 16.0, std::max(count * 2.0, count * seconds / elapsed));
    }
  }
  server->Shutdown(std::chrono::system_clock::now());
  served->Shutdown();
  serverThread.join();
}
