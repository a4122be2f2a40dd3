// swift-tools-version: 6.0
import PackageDescription

// The targets stand in the order of a model's way from text to workbook; each imports only what is above it.
let package = Package(
  name: "margin",
  products: [.executable(name: "margin", targets: ["margin"]), .library(name: "MarginKit", targets: ["MarginKit"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    .target(name: "MarginSource"),
    .target(name: "MarginSyntax", dependencies: ["MarginSource"]),
    .target(name: "MarginUnits", dependencies: ["MarginSource"]),
    .target(name: "CMarginKernels"),
    .target(name: "MarginFunctions", dependencies: ["MarginSource", "MarginUnits", "CMarginKernels"]),
    .target(name: "MarginModel", dependencies: ["MarginSource", "MarginSyntax", "MarginUnits", "MarginFunctions"]),
    .target(
      name: "MarginEngine",
      dependencies: ["MarginSource", "MarginUnits", "MarginFunctions", "MarginModel", "CMarginKernels"]),
    .target(
      name: "MarginReports",
      dependencies: ["MarginSource", "MarginUnits", "MarginFunctions", "MarginModel", "MarginEngine"]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CMinizip", pkgConfig: "minizip", providers: [.apt(["libminizip-dev"])]),
    .target(name: "MarginXLSX", dependencies: ["MarginSource", "MarginReports", "CXLSXWriter", "CMinizip"]),
    .target(name: "CMarginLibrary"),
    .target(
      name: "MarginKit",
      dependencies: [
        "MarginSource", "MarginSyntax", "MarginUnits", "MarginFunctions", "MarginModel", "MarginEngine",
        "MarginReports", "MarginXLSX", "CMarginLibrary",
      ]),
    .executableTarget(
      name: "margin",
      dependencies: ["MarginKit", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .testTarget(
      name: "MarginKitTests",
      dependencies: [
        "MarginSource", "MarginKit", "MarginReports", "MarginModel", "MarginEngine", "MarginUnits", "MarginXLSX",
      ]),
    .testTarget(name: "marginTests", dependencies: ["margin"]),
    .testTarget(name: "MarginSourceTests", dependencies: ["MarginSource"]),
    .testTarget(name: "MarginSyntaxTests", dependencies: ["MarginSource", "MarginSyntax"]),
    .testTarget(name: "MarginUnitsTests", dependencies: ["MarginUnits"]),
    .testTarget(name: "MarginFunctionsTests", dependencies: ["MarginFunctions"]),
    .testTarget(
      name: "MarginModelTests", dependencies: ["MarginModel", "MarginEngine", "MarginKit"],
      exclude: ["Fixtures"]),
    .testTarget(name: "ArchitectureTests", dependencies: ["MarginKit"]),
    .testTarget(
      name: "LibraryTests",
      dependencies: ["MarginSource", "MarginSyntax", "MarginModel", "MarginEngine", "MarginReports", "MarginKit"]),
    .testTarget(name: "MarginParityTests", dependencies: ["margin"], exclude: ["Models"]),
    .testTarget(
      name: "ManualTests",
      dependencies: ["margin", "MarginKit", "MarginSource", "MarginSyntax", "MarginFunctions", "MarginModel"]),
    .testTarget(
      name: "MarginReportsTests",
      dependencies: [
        "MarginSource", "MarginSyntax", "MarginUnits", "MarginModel", "MarginEngine", "MarginReports", "MarginKit",
      ]),
    .testTarget(name: "MarginXLSXTests", dependencies: ["MarginXLSX", "MarginReports", "CMinizip"]),
    .testTarget(
      name: "MarginEngineTests",
      dependencies: ["MarginSource", "MarginSyntax", "MarginUnits", "MarginFunctions", "MarginModel", "MarginEngine"]),
  ]
)
