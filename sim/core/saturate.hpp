// How does a quantity that feeds back on itself stay bounded, without moving as long as it is usual?
#pragma once

namespace strathern {

/// x itself up to a knee on either side of 0; beyond it ever less, towards twice the knee. Monotone, with a slope that
/// is continuous; NaN stays NaN. @param knee > 0
[[gnu::always_inline]] inline double saturated(double x, double knee) {
    const double size = x < 0.0 ? -x : x;
    const double beyond = knee * (2.0 - knee / size);
    const double bent = x < 0.0 ? -beyond : beyond;
    return size > knee ? bent : x;
}

}  // namespace strathern
