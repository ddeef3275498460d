/** The look of a profile report; colours of the text reach a contrast of 4.5:1 in both schemes. */
export const PROFILE_REPORT_STYLE = `
:root { color-scheme: light dark; --ink: #222; --muted: #595959; --card: #fff; --edge: #d0d0d0; --reference: #0072b2; --current: #d55e00;
  --ok: #00694a; --warn: #8a5a00; --alert: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --muted: #aaa; --card: #181a1c; --edge: #44484c; --reference: #56b4e9;
  --current: #f0934e; --ok: #4cc9a0; --warn: #e6b450; --alert: #ff8a80; } }
body { font: 14px/1.5 'DejaVu Sans', Verdana, sans-serif; color: var(--ink); background: var(--card); max-width: 1000px; margin: 2em auto;
  padding: 0 1em; overflow-wrap: anywhere; }
h1 { font-size: 1.4em; } .muted, figcaption { color: var(--muted); } figcaption b { color: var(--ink); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 3px 8px; border-bottom: 1px solid var(--edge); }
th:nth-child(n + 4), .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.badge { font-size: .8em; font-weight: bold; border: 1px solid; border-radius: 4px; padding: 1px 6px; }
.ok { --status: var(--ok); } .warn { --status: var(--warn); } .alert { --status: var(--alert); } .badge { color: var(--status); }
.key span { display: inline-block; width: .8em; height: .8em; background: var(--reference); margin-left: 1em; } .key .current { background: var(--current); }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(420px, 100%), 1fr)); gap: 1em; }
figure { margin: 0; padding: .6em; border: 1px solid var(--edge); border-left: 4px solid var(--status); } figcaption { font-size: .85em; }
svg { width: 100%; display: block; } svg text { font-size: 10px; fill: var(--muted); } svg line { stroke: var(--edge); }
rect.reference { fill: var(--reference); } rect.current { fill: var(--current); }
`;
