"""Draws the figures of a trial from the program's own answer, so that they show the intervals of its tables.

    answer = json.loads(output of `strathern trial SCENARIO --format json`)
    strathern.figures.differences(answer).savefig("differences.svg")

Needs matplotlib. Colours are of the Okabe-Ito palette, which colour-blind readers can tell apart; direction is told by
the marker too.
"""
import matplotlib
matplotlib.use("Agg")
matplotlib.rcParams["svg.hashsalt"] = "strathern"  # the same figure gives the same file
from matplotlib import pyplot  # noqa: E402

__all__ = ["differences", "over_time", "save"]

BETTER, WORSE, PLAIN, GREY = "#0072B2", "#D55E00", "#333333", "#999999"
LOOK = {  # verdict: colour, marker, filled
    "better": (BETTER, "^", True), "worse": (WORSE, "v", True), "differs": (PLAIN, "o", True),
    "hint": (PLAIN, "o", False), "unclear": (GREY, "o", False), "equal": (GREY, "o", False),
    "exactly_zero": (GREY, "o", False), "undefined": (GREY, "o", False)}
PANELS = ("tokens", "items_completed", "incidents", "review_minutes_per_change", "returning_customers", "net_value")
COURSES = ("tokens", "incidents", "returning_customers")


def title(name):
    return name.replace("_", " ")


def other_policies(answer):
    return [policy["name"] for policy in answer["policies"]
            if any(difference["policy"] == policy["name"] for difference in answer["differences"])]


def pick(answer, kind, output, policy):
    """One output under one policy. kind: "levels" or "differences"."""
    return next(one for one in answer[kind] if one["output"] == output and one["policy"] == policy)


def columns(answer):
    return {column["name"]: column for column in answer["columns"]}


def relative(difference, level):
    """Difference with its interval in per cent of the baseline's level; NaN where it is undefined.

    The program's own ratio of means where there is one; else, for what may be negative, parts of the mean level.
    """
    if difference["relative"] is not None:
        return tuple(100 * difference["relative"][end] for end in ("mean", "low", "high"))
    if difference["mean"] is None or level["mean"] is None:
        return (float("nan"),) * 3
    scale = 100 / abs(level["mean"]) if level["mean"] else float("nan")
    low, high = (difference[end] if difference[end] is not None else difference["mean"] for end in ("low", "high"))
    return difference["mean"] * scale, low * scale, high * scale


def compared_with(answer):
    """The baseline in its own words: the same organisation under "none" (nothing ever changes)."""
    about = next(policy["about"] for policy in answer["policies"] if policy["name"] == answer["baseline"])
    words = about[:1].lower() + about[1:].rstrip(".")
    return f"the same organisation under \"{title(answer['baseline'])}\"" + (f" ({words})" if words else "")


def count(answer):
    """How many pairs of organisations stand behind the differences; an output that some leave undefined has fewer."""
    numbers = [max(difference["over_span"]["n"] for difference in answer["differences"] if difference["policy"] == policy)
               for policy in other_policies(answer)]
    return f"{min(numbers)}" if min(numbers) == max(numbers) else f"{min(numbers)} to {max(numbers)}"


def draw_row(axes, place, difference, level):
    mean, low, high = relative(difference, level)
    if mean != mean:  # undefined: nothing to draw
        return
    colour, marker, filled = LOOK[difference["verdict"]]
    axes.plot([low, high], [place, place], color=colour, linewidth=2.5, alpha=0.55, solid_capstyle="butt")
    axes.plot(mean, place, marker, color=colour, markersize=7, markerfacecolor=colour if filled else "white")
    text = f"{mean:+.1f}".replace("-", "\N{MINUS SIGN}") if mean else "0"
    axes.annotate(text, (mean, place), (0, 6), textcoords="offset points", ha="center",
                  fontsize=8, color=colour)


def draw_panel(axes, answer, output, policies):
    level = pick(answer, "levels", output, answer["baseline"])["over_span"]
    axes.axvline(0, color="0.45", linewidth=0.9)
    for place, policy in enumerate(reversed(policies)):
        draw_row(axes, place, pick(answer, "differences", output, policy)["over_span"], level)
    column = columns(answer)[output]
    wish = {"more": "more is better", "less": "less is better"}.get(column["better"], "neither good nor bad by itself")
    axes.set_title(column["label"], fontsize=11, fontweight="bold", pad=16)
    axes.text(0.5, 1.02, wish, transform=axes.transAxes, ha="center", va="bottom", fontsize=8.5, color="0.35")
    axes.set_xlabel(f"difference, % of the level under \"{title(answer['baseline'])}\"", fontsize=8.5)
    axes.set_yticks(range(len(policies)), [title(policy) for policy in reversed(policies)])
    axes.set_ylim(-0.6, len(policies) - 0.35)
    axes.margins(x=0.14)
    axes.tick_params(axis="x", labelsize=8.5)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", color="0.92")
    axes.set_axisbelow(True)


def foot_share(figure, inches):
    """A height as a share of the figure's."""
    return inches / figure.get_figheight()


def foot(figure, answer, inches):
    """Keeps room below the panels, and says there what the numbers come from."""
    share = foot_share(figure, inches)
    figure.get_layout_engine().set(rect=(0, share, 1, 1 - share))
    text = ("Intervals tell how well the simulation knows the mean, not how much organisations differ. What follows "
            f"from the model's assumptions, not a forecast.\n{answer['program']} {answer['version']}, scenario "
            f"{answer['scenario']['hash'][:12]}, seed {answer['seed']}")
    figure.text(0.5, foot_share(figure, 0.08), text, ha="center", fontsize=8, color="0.35")


def legend(figure):
    words = {"better": "better", "worse": "worse", "differs": "differs, neither good nor bad by itself",
             "hint": "a hint: not beyond doubt among so many", "unclear": "can't be told from no difference"}
    marks = [pyplot.Line2D([], [], linestyle="", marker=LOOK[verdict][1], color=LOOK[verdict][0],
                           markerfacecolor=LOOK[verdict][0] if LOOK[verdict][2] else "white", label=text)
             for verdict, text in words.items()]
    figure.legend(handles=marks, loc="lower center", bbox_to_anchor=(0.5, foot_share(figure, 0.38)), ncol=5,
                  frameon=False, fontsize=9)


def differences(answer):
    """What each policy changes over all quarters, one panel an output. Returns a figure."""
    policies = other_policies(answer)
    height = 2.2 + 2 * (0.9 + 0.36 * len(policies))
    figure, axes = pyplot.subplots(2, 3, sharey=True, figsize=(11, height), layout="constrained")
    for place, output in zip(axes.flat, PANELS):
        draw_panel(place, answer, output, policies)
    span = answer["span"]
    figure.suptitle(f"What each policy changes: mean difference from {compared_with(answer)}\n"
                    f"quarters {span['first_quarter']} to {span['last_quarter']}; bars: 95 % intervals of "
                    f"{count(answer)} paired replicates; scales differ", fontsize=11)
    legend(figure)
    foot(figure, answer, 0.68)
    return figure


def draw_course(axes, answer, output, policy):
    """Difference from the baseline, quarter by quarter."""
    levels = pick(answer, "levels", output, answer["baseline"])["by_quarter"]
    course = pick(answer, "differences", output, policy)["by_quarter"]
    points = [relative(difference, level) for difference, level in zip(course, levels)]
    quarters = range(1, len(points) + 1)
    means, lows, highs = zip(*points)
    axes.axhline(0, color="0.45", linewidth=0.9)
    axes.fill_between(quarters, lows, highs, color=PLAIN, alpha=0.2, linewidth=0)
    axes.plot(quarters, means, color=PLAIN, marker="o", markersize=3.5, linewidth=1.5)
    axes.set_xticks(list(quarters))
    axes.tick_params(labelsize=8.5)
    axes.grid(axis="y", color="0.92")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def over_time(answer):
    """How differences grow, quarter by quarter: the number that is counted above, those that count below."""
    policies = other_policies(answer)
    figure, axes = pyplot.subplots(len(COURSES), len(policies), sharex=True, sharey="row", squeeze=False,
                                   figsize=(2.2 * len(policies), 1.6 + 2.1 * len(COURSES)), layout="constrained")
    for row, output in enumerate(COURSES):
        label = columns(answer)[output]["label"]
        axes[row, 0].set_ylabel(f"{label}\n(difference, % of {title(answer['baseline'])})", fontsize=9)
        for place, policy in zip(axes[row], policies):
            draw_course(place, answer, output, policy)
    for policy, top, bottom in zip(policies, axes[0], axes[-1]):
        top.set_title(title(policy), fontsize=10)
        bottom.set_xlabel("quarter", fontsize=9)
    figure.suptitle(f"Quarter by quarter: mean difference from {compared_with(answer)}\n"
                    f"bands: 95 % intervals of {count(answer)} paired replicates", fontsize=11)
    foot(figure, answer, 0.45)
    return figure


def save(figure, path):
    """Writes a figure as SVG and PNG; the same figure gives the same bytes. path: without suffix."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:  # the layout's last bits differ from call to call
        axes.set_position([round(edge, 4) for edge in axes.get_position(original=True).bounds])
    figure.savefig(f"{path}.svg", metadata={"Date": None})
    figure.savefig(f"{path}.png", dpi=150, metadata={"Software": None})
    pyplot.close(figure)
