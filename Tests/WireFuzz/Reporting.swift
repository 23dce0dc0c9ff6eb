import Glibc

/// A line on standard error, at once: a crash must not swallow it.
func report(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

func exitWithFailure() -> Never { exit(1) }
