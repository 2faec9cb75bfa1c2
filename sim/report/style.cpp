// How does the page look? Colours as variables, then text, tables, panels, pictures, paper.
#include "report/style.hpp"

namespace strathern {
namespace {

constexpr std::string_view sheet = R"(
:root {
  color-scheme: light dark;
  --ground: #ffffff; --panel: #f7f8fa; --ink: #1a1f26; --soft: #525c68; --rule: #d5dae0; --link: #0a56a8;
  --better: #0a62ad; --worse: #b8430a; --unclear: #6a7480; --differs: #54606e;
  --proxy: #8a2f9e; --value: #0a62ad; --returning: #007358; --good-side: #e3eefa; --warn: #fff3dc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10151b; --panel: #181f27; --ink: #e8edf2; --soft: #a9b4c0; --rule: #35404c; --link: #86bdfb;
    --better: #6fb5fb; --worse: #ff9d5c; --unclear: #98a4b1; --differs: #b4bfca;
    --proxy: #dd9df0; --value: #6fb5fb; --returning: #4fd0a8; --good-side: #1b2c40; --warn: #3a2e14;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 2rem clamp(1rem, 4vw, 3rem) 4rem; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.6rem, 4.5vw, 2.4rem); letter-spacing: -0.015em; max-width: 56rem; text-wrap: balance; }
h1.long { font-size: clamp(1.2rem, 3vw, 1.6rem); letter-spacing: -0.005em; line-height: 1.35; }
h2 { font-size: 1.5rem; margin: 3.2rem 0 0.8rem; padding-top: 1rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.05rem; margin: 1.4rem 0 0.3rem; }
h4 { font-size: 0.9rem; }
p { margin: 0.5rem 0; max-width: 46rem; }
a { color: var(--link); }
code, pre, td.code { font-family: ui-monospace, "SF Mono", "Liberation Mono", monospace; font-size: 0.88em; }
pre { background: var(--panel); border: 1px solid var(--rule); padding: 0.8rem 1rem; overflow-x: auto; white-space: pre-wrap; }
.eyebrow { color: var(--soft); font-size: 0.9rem; margin: 0 0 0.4rem; }
.question { white-space: pre-line; }
.verdict { font-size: clamp(1.15rem, 2.6vw, 1.45rem); line-height: 1.4; font-weight: 600; max-width: 56rem; margin: 0.6rem 0 1rem; }
.name { unicode-bidi: isolate; }
.part { margin: 5rem 0 0; max-width: none; padding: 0.5rem 0; border-top: 6px double var(--rule); color: var(--soft); font-size: 1.9rem; font-weight: 700; }
.ranked.panel { max-width: 38rem; margin: 0.8rem 0; }
.policy .watched { font-weight: 600; }
.mark.baseline { fill: var(--ink); stroke: var(--ink); }
svg .tie { fill: none; stroke: var(--soft); stroke-width: 1; }
.answer { font-size: 1.1rem; max-width: 56rem; }
.note, .finding { color: var(--soft); max-width: 56rem; }
.finding { font-size: 0.92rem; margin: 0 0 0.5rem; }
.warning { background: var(--warn); border-left: 4px solid var(--worse); padding: 0.5rem 0.8rem; }
.cite { max-width: 56rem; }
nav ol { display: flex; flex-wrap: wrap; gap: 0.3rem 1.3rem; padding: 0; margin: 1.2rem 0 0; list-style: none; font-size: 0.95rem; }
.policies { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 1rem; }
.policy { background: var(--panel); border: 1px solid var(--rule); padding: 0.9rem 1.1rem; font-size: 0.95rem; }
.policy h3 { margin-top: 0; }
.policy ul { margin: 0.5rem 0 0; padding-left: 1.1rem; color: var(--soft); }
figure { margin: 1rem 0 2rem; }
figcaption { max-width: 56rem; font-size: 0.95rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; list-style: none; padding: 0; margin: 0.6rem 0; font-size: 0.9rem; }
.sample svg { width: 30px; height: 12px; margin-right: 0.45rem; vertical-align: middle; }
.panels { display: grid; gap: 1.1rem 1rem; }
.wide.panels { grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); }
.narrow.panels { grid-template-columns: repeat(auto-fill, minmax(min(46%, 10.4rem), 1fr)); gap: 0.7rem 0.6rem; }
.panel { min-width: 0; break-inside: avoid; }
.panel h3 { margin: 0; font-size: 1rem; }
.wide .panel { display: grid; grid-template-rows: subgrid; grid-row: span 3; row-gap: 0; }
.narrow .panel { display: grid; grid-template-rows: subgrid; grid-row: span 2; row-gap: 0; }
.narrow .panel h3, .narrow .panel h4 { align-self: end; font-size: 0.9rem; }
.panel h4 { font-weight: 600; color: var(--soft); }
.panel .unit { margin: 0.1rem 0 0.2rem; font-size: 0.82rem; color: var(--soft); }
.output small { font-weight: 400; color: var(--soft); font-size: 0.85rem; }
.panel svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--ink); font-size: 11px; }
svg text.tick { fill: var(--soft); font-size: 10px; }
svg text.hint { fill: var(--better); font-size: 10.5px; font-weight: 600; }
svg .grid { stroke: var(--rule); stroke-width: 0.7; }
svg .zero { stroke: var(--ink); stroke-width: 1.2; }
svg .regime { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 2 2; }
svg .good-side { fill: var(--good-side); }
svg .bar { stroke-width: 2.4; stroke-linecap: butt; }
svg .stroke { fill: none; stroke-width: 1.7; stroke-linejoin: round; }
svg .band { stroke: none; opacity: 0.22; }
svg .mark { stroke-width: 1.6; }
.better { stroke: var(--better); } .mark.better { fill: var(--better); }
.worse { stroke: var(--worse); } .mark.worse { fill: var(--worse); }
.differs { stroke: var(--differs); } .mark.differs { fill: var(--differs); }
.unclear, .hinted { stroke: var(--unclear); } .mark.unclear { fill: var(--ground); }
.mark.hinted { fill: var(--unclear); }
.stroke.proxy, .mark.proxy { stroke: var(--proxy); } .mark.proxy, .band.proxy { fill: var(--proxy); }
.stroke.value, .mark.value { stroke: var(--value); } .mark.value, .band.value { fill: var(--value); }
.stroke.returning, .mark.returning { stroke: var(--returning); } .mark.returning, .band.returning { fill: var(--returning); }
.stroke.returning { stroke-dasharray: 4 2; }
.stroke.reference { stroke: var(--unclear); stroke-dasharray: 1.5 2; } .band.reference { fill: var(--unclear); }
.scroll { overflow-x: auto; margin: 0.8rem 0; }
.scroll:focus-visible, pre:focus-visible, summary:focus-visible, a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; font-size: 0.88rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: 0.4rem; font-size: 0.88rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.7rem 0.4rem 0; border-bottom: 1px solid var(--rule); overflow-wrap: normal; min-width: 6.5rem; }
thead th { border-bottom: 1.5px solid var(--ink); }
td.better { color: var(--better); } td.worse { color: var(--worse); } td.unclear { color: var(--soft); }
td.better, td.worse { font-weight: 600; }
td.better::before { content: "\25CF\A0"; content: "\25CF\A0" / ""; } td.worse::before { content: "\25C6\A0"; content: "\25C6\A0" / ""; }
td { white-space: pre-line; }
td.unclear::before { content: "\25CB\A0"; content: "\25CB\A0" / ""; } td.differs::before { content: "\25A0\A0"; content: "\25A0\A0" / ""; }
td.list { min-width: 13rem; }
.facts th, .facts td { padding-right: 1.5rem; overflow-wrap: anywhere; } .facts thead { display: none; }
details { margin: 0.8rem 0; }
summary { cursor: pointer; color: var(--link); font-size: 0.95rem; padding: 0.25rem 0; }
dl { display: grid; grid-template-columns: minmax(8rem, 15rem) 1fr; gap: 0.35rem 1.2rem; font-size: 0.95rem; }
dt { font-weight: 600; } dd { margin: 0; max-width: 44rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--soft); font-size: 0.88rem; }
@media (max-width: 34rem) {
  .places, .places caption, .places tbody, .places tr, .places th, .places td { display: block; }
  .places thead, .places td:empty { display: none; }
  .places tr { border-bottom: 1px solid var(--rule); padding: 0.4rem 0; }
  .places th, .places td { border: 0; padding: 0.1rem 0; min-width: 0; }
  .places td:nth-child(3):not(:empty)::before { content: "better in "; }
  .places td:nth-child(4):not(:empty)::after { content: ", compared with the policy above"; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.6rem; } }
@media print {
  :root { color-scheme: light; --ground: #fff; --panel: #fff; --ink: #000; --soft: #444; --rule: #bbb; --link: #000;
    --better: #0a62ad; --worse: #b8430a; --unclear: #6a7480; --differs: #54606e; --proxy: #8a2f9e; --value: #0a62ad;
    --returning: #007358; --good-side: #e3eefa; --warn: #fff; }
  .part { break-before: page; margin-top: 0; } .ranked.panel { max-width: 12cm; }
  html { font-size: 10pt; } main { max-width: none; padding: 0; } nav, details { display: none; }
  table { font-size: 7.5pt; } th, td, td.list { min-width: 0; padding-right: 0.5rem; }
  .scroll { overflow: visible; } h2, h3, figcaption { break-after: avoid; } tr, .policy, .panel { break-inside: avoid; }
  .wide.panels { grid-template-columns: repeat(3, 1fr); } .narrow.panels { grid-template-columns: repeat(6, 1fr); }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)";

}  // namespace

std::string_view page_style() { return sheet; }

}  // namespace strathern
