import Glibc

/// The C library's power, for the oracle alone: the rules have a series of their own.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
