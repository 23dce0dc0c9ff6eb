// gRPC-Go with its defaults: client and server in one process, one connection, mutual TLS 1.3, the
// same bytes as every other peer, no protobuf.
//
//	main CERTIFICATES KIND IN_FLIGHT BYTES SECONDS
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"sync"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/metadata"
)

// raw passes bytes through.
type raw struct{}

func (raw) Name() string                                { return "raw" }
func (raw) Marshal(value interface{}) ([]byte, error)   { return *value.(*[]byte), nil }
func (raw) Unmarshal(data []byte, to interface{}) error { *to.(*[]byte) = data; return nil }

func echo(_ interface{}, _ context.Context, decode func(interface{}) error,
	_ grpc.UnaryServerInterceptor) (interface{}, error) {
	var message []byte
	if err := decode(&message); err != nil {
		return nil, err
	}
	return &message, nil
}

func stream(_ interface{}, stream grpc.ServerStream) error {
	var request []byte
	if err := stream.RecvMsg(&request); err != nil {
		return err
	}
	message := payload(int(binary.BigEndian.Uint32(request[4:])))
	for count := binary.BigEndian.Uint32(request); count > 0; count-- {
		if err := stream.SendMsg(&message); err != nil {
			return err
		}
	}
	return nil
}

var service = grpc.ServiceDesc{
	ServiceName: "benchmark.Benchmark",
	HandlerType: (*interface{})(nil),
	Methods:     []grpc.MethodDesc{{MethodName: "Echo", Handler: echo}},
	Streams:     []grpc.StreamDesc{{StreamName: "Stream", Handler: stream, ServerStreams: true}},
}

func main() {
	log.SetFlags(0)
	encoding.RegisterCodec(raw{})
	certificates, kind := os.Args[1], os.Args[2]
	inFlight, byteCount := integer(os.Args[3]), integer(os.Args[4])
	seconds, err := strconv.ParseFloat(os.Args[5], 64)
	check(err)

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	server := grpc.NewServer(grpc.Creds(credentials.NewTLS(settings(certificates, "server"))))
	server.RegisterService(&service, struct{}{})
	go server.Serve(listener)
	connection, err := grpc.Dial(listener.Addr().String(), grpc.WithBlock(),
		grpc.WithTransportCredentials(credentials.NewTLS(settings(certificates, "client"))),
		grpc.WithDefaultCallOptions(grpc.CallContentSubtype("raw")))
	check(err)

	if kind == "unary" {
		unary(connection, inFlight, byteCount, seconds/5)
		start := usage()
		latencies := unary(connection, inFlight, byteCount, seconds)
		report(kind, inFlight, byteCount, len(latencies), latencies, start, usage())
		return
	}
	for count := 16; ; {
		start := usage()
		read(connection, count, byteCount)
		end := usage()
		elapsed := end.wall.Sub(start.wall).Seconds()
		if elapsed >= seconds/2 {
			report(kind, inFlight, byteCount, count, nil, start, end)
			return
		}
		count = least(count*16, most(count*2, int(float64(count)*seconds/elapsed)))
	}
}

// unary keeps inFlight calls under way and returns how long each took.
func unary(connection *grpc.ClientConn, inFlight, byteCount int, seconds float64) []time.Duration {
	message := payload(byteCount)
	end := time.Now().Add(time.Duration(seconds * float64(time.Second)))
	lists := make([][]time.Duration, inFlight)
	var group sync.WaitGroup
	for caller := range lists {
		group.Add(1)
		go func(caller int) {
			defer group.Done()
			own := make([]time.Duration, 0, 100_000)
			for before := time.Now(); before.Before(end); {
				call(connection, message)
				after := time.Now()
				own = append(own, after.Sub(before))
				before = after
			}
			lists[caller] = own
		}(caller)
	}
	group.Wait()
	var all []time.Duration
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

func call(connection *grpc.ClientConn, message []byte) {
	ctx := metadata.AppendToOutgoingContext(context.Background(), "tenant-tier", "gold")
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	var reply []byte
	check(connection.Invoke(ctx, "/benchmark.Benchmark/Echo", &message, &reply))
}

// read takes one stream of count messages.
func read(connection *grpc.ClientConn, count, byteCount int) {
	stream, err := connection.NewStream(
		context.Background(), &service.Streams[0], "/benchmark.Benchmark/Stream")
	check(err)
	request := make([]byte, 8)
	binary.BigEndian.PutUint32(request, uint32(count))
	binary.BigEndian.PutUint32(request[4:], uint32(byteCount))
	check(stream.SendMsg(&request))
	check(stream.CloseSend())
	for received := 0; ; received++ {
		var message []byte
		err := stream.RecvMsg(&message)
		if err == io.EOF {
			if received != count {
				log.Fatalf("%d messages of %d", received, count)
			}
			return
		}
		check(err)
	}
}

type clocks struct {
	wall time.Time
	cpu  time.Duration
}

// usage tells the clocks of now; client and server share the process.
func usage() clocks {
	var used syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	cpu := time.Duration(used.Utime.Nano() + used.Stime.Nano())
	return clocks{time.Now(), cpu}
}

func report(kind string, inFlight, byteCount, count int, latencies []time.Duration,
	start, end clocks) {
	sort.Slice(latencies, func(a, b int) bool { return latencies[a] < latencies[b] })
	quantile := func(rank float64) string {
		if len(latencies) == 0 {
			return "null"
		}
		return fmt.Sprintf("%.2f", float64(latencies[int(rank*float64(len(latencies)-1))])/1e3)
	}
	fmt.Printf(`{"peer":"grpc-go","kind":"%s","in_flight":%d,"bytes":%d,"calls_per_second":%d,`+
		`"p50_us":%s,"p99_us":%s,"cpu_us_per_call":%.2f}`+"\n",
		kind, inFlight, byteCount, int(float64(count)/end.wall.Sub(start.wall).Seconds()),
		quantile(0.5), quantile(0.99), float64(end.cpu-start.cpu)/1e3/float64(count))
}

// settings are mutual TLS 1.3 with the certificates of one side.
func settings(certificates, side string) *tls.Config {
	home := filepath.Join(certificates, side)
	pair, err := tls.LoadX509KeyPair(home+"/cert.pem", home+"/key.pem")
	check(err)
	pem, err := os.ReadFile(home + "/ca.pem")
	check(err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	return &tls.Config{
		Certificates: []tls.Certificate{pair}, RootCAs: roots, ClientCAs: roots,
		ClientAuth: tls.RequireAndVerifyClientCert, ServerName: "localhost",
		MinVersion: tls.VersionTLS13,
	}
}

func payload(byteCount int) []byte {
	bytes := make([]byte, byteCount)
	for place := range bytes {
		bytes[place] = 7
	}
	return bytes
}

func integer(text string) int {
	number, err := strconv.Atoi(text)
	check(err)
	return number
}

func least(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func most(a, b int) int {
	if a > b {
		return a
	}
	return b
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
