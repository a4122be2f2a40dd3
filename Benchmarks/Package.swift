// swift-tools-version: 6.0
import PackageDescription

// A package of its own, so that nothing of the benchmarks reaches whoever uses Margin. It sees what every user sees:
// the library MarginKit.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "margin", path: "..")],
  targets: [
    .executableTarget(name: "measure", dependencies: [.product(name: "MarginKit", package: "margin")])
  ]
)
