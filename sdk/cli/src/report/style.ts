/** The look of the page: light, one column, black on white in print. Holds nothing of a study. */
export const STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 20px 64px; max-width: 960px; background: #ffffff; color: #1a1a1a;
  font: 16px/1.5 Arial, Helvetica, "Liberation Sans", sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 8px; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 48px 0 8px; padding-top: 16px; border-top: 2px solid #004b78; }
h3 { font-size: 1.05rem; margin: 28px 0 4px; }
p { margin: 6px 0 10px; max-width: 70ch; }
.quiet, figcaption, caption { color: #595959; font-size: 0.875rem; }
.kind { color: #004b78; font-size: 0.875rem; font-weight: bold; margin: 0; }
.alarm { border-left: 4px solid #b34700; padding: 4px 12px; background: #fdf3ec; }
.good { border-left: 4px solid #00664b; padding: 4px 12px; background: #eef7f3; }
.note { border-left: 4px solid #004b78; padding: 4px 12px; background: #eff5f9; }
dl { display: grid; grid-template-columns: fit-content(230px) 1fr; gap: 4px 20px; margin: 8px 0 16px; }
dt { color: #595959; }
dd { margin: 0; font-variant-numeric: tabular-nums; min-width: 0; }
code { font: 0.8125rem/1.4 Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: 8px 0 12px; }
table { border-collapse: collapse; font-size: 0.875rem; min-width: 60%; }
caption { text-align: left; padding: 0 0 4px; }
th, td { padding: 5px 16px 5px 0; text-align: left; vertical-align: top; border-bottom: 1px solid #e0e0e0; }
thead th { border-bottom: 2px solid #595959; vertical-align: bottom; }
tbody td.number, thead th.number { text-align: right; font-variant-numeric: tabular-nums; }
.whole { white-space: nowrap; }
td.text:first-child { min-width: 150px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
td.withheld { color: #595959; font-style: italic; }
figure { margin: 16px 0; overflow-x: auto; break-inside: avoid; }
figure svg { display: block; max-width: none; }
.pair { display: flex; flex-wrap: wrap; gap: 0 32px; }
.phone { display: none; }
details { margin: 8px 0; }
summary { cursor: pointer; color: #004b78; padding: 6px 0; }
.flow { list-style: none; margin: 12px 0; padding: 0; }
.flow > li { border: 1px solid #8a8a8a; border-radius: 4px; padding: 8px 14px; margin: 0 0 22px; position: relative; }
.flow > li:not(:last-child)::after { content: "\\2193"; position: absolute; left: 24px; bottom: -24px; color: #595959; }
.stages { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 10px 24px;
  list-style: none; margin: 8px 0 4px; padding: 0; }
.stages > li { border-left: 3px solid #004b78; padding-left: 10px; }
.flow .out { color: #595959; font-size: 0.875rem; margin: 2px 0 0; }
@media (max-width: 719px) {
  body { padding: 16px 14px 48px; }
  h1 { font-size: 1.4rem; }
  dl { grid-template-columns: minmax(96px, 36%) 1fr; gap: 4px 12px; }
  .sheet { display: none; }
  .phone { display: block; }
  th, td { padding-right: 12px; }
}
@media print {
  body { padding: 0; max-width: none; font-size: 10.5pt; }
  .sheet { display: block; }
  .phone { display: none; }
  h2, h3 { break-after: avoid; }
  tr { break-inside: avoid; }
  table { font-size: 8pt; }
  th, td { padding-right: 10px; }
  td.text:first-child { min-width: 0; }
  figure svg { max-width: 100%; height: auto; }
  .scroll, figure { overflow: visible; }
}
`;
