/** The style of the page: both colour schemes, small screens, and paper. Text stands out by 4.5 to 1 or more everywhere. */
export const STYLE: string = `
:root{color-scheme:light dark;--page:#f5f6f8;--panel:#fff;--sunk:#f0f2f5;--ink:#1c2128;--soft:#545d68;--line:#d4d9e0;
--link:#0a58a8;--bad:#b3261e;--good:#176f30;--doubt:#7d5200;--host:#0a58a8;--kernel:#7a3da0;--mark:#ffd7d3;--marked:#7d0f08;--keep:#cdeed5;--kept:#0b4a1d}
@media(prefers-color-scheme:dark){:root{--page:#0e1116;--panel:#161b22;--sunk:#0f141a;--ink:#e6edf3;--soft:#a1abb6;--line:#30363d;
--link:#7cbcff;--bad:#ff8f85;--good:#5fd67c;--doubt:#e6b84f;--host:#7cbcff;--kernel:#d3a6f5;--mark:#5c1a16;--marked:#ffd7d3;--keep:#12401f;--kept:#cdeed5}}
*{box-sizing:border-box}
html{scroll-padding-top:4rem}
body{margin:0;overflow-wrap:anywhere;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Open Sans",sans-serif}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99em}.skip:focus{left:1rem;top:1rem;background:var(--panel);padding:.5rem 1rem;z-index:9}
header,main,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{font-size:1rem;letter-spacing:.04em;font-weight:600;color:var(--soft);margin:0}
h2{font-size:1.35rem;margin:2.5rem 0 .75rem;line-height:1.25}
h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
.story h3{font-size:.8rem;text-transform:uppercase;letter-spacing:.06em;color:var(--soft);margin:1.5rem 0 .4rem}
code,pre,.bytes td,kbd{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
pre{margin:0;padding:.75rem 1rem;background:var(--sunk);border:1px solid var(--line);border-radius:8px;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere;max-height:28rem}
.verdict{margin:.75rem 0 0;padding:1.25rem 1.5rem;background:var(--panel);border:1px solid var(--line);border-left:10px solid currentColor;border-radius:12px}
.verdict.invalid{color:var(--bad)}.verdict.valid{color:var(--good)}.verdict.unknown{color:var(--doubt)}
.verdict strong{display:block;font-size:clamp(2.4rem,7vw,4rem);line-height:1.05;letter-spacing:-.01em}
.verdict p{margin:.4rem 0 0;color:var(--ink);font-size:1.1rem}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:1rem 0}
.facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
nav{position:sticky;top:0;background:var(--page);border-bottom:1px solid var(--line);z-index:5;margin-top:1.25rem}
nav ul{max-width:76rem;margin:0 auto;padding:.6rem 1.25rem;list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
.panel{background:var(--panel);border:1px solid var(--line);border-radius:12px;padding:.25rem 1.25rem 1.25rem;margin:1rem 0}
.scroll{overflow-x:auto;position:relative}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;color:var(--soft);padding:.5rem 0}
th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
thead th{color:var(--soft);font-weight:600;white-space:nowrap;border-bottom:2px solid var(--line)}
tbody th{font-weight:500}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(31rem,100%),1fr));gap:0 2rem;align-items:start}.pair>*{min-width:0}
.heat td{text-align:right;font-variant-numeric:tabular-nums;border-left:1px solid var(--line)}
.heat tbody th{overflow-wrap:anywhere;min-width:9rem}
.none{color:var(--soft)}
.heat td.good{background:color-mix(in srgb,var(--good) calc(var(--part)*28%),var(--panel))}
.heat td.fine{background:color-mix(in srgb,var(--link) calc(var(--part)*26%),var(--panel))}
.heat td.bad{background:color-mix(in srgb,var(--bad) calc(8% + var(--part)*24%),var(--panel));font-weight:700}
.word{font-weight:700}.word.invalid{color:var(--bad)}.word.valid{color:var(--good)}.word.unknown{color:var(--doubt)}.word.unavailable{color:var(--soft)}
form{display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;align-items:end;margin:.5rem 0 1rem}
form label{display:grid;gap:.2rem;font-size:.85rem;color:var(--soft)}
form[hidden]{display:none}
input,select,button{font:inherit;color:var(--ink);background:var(--panel);border:1px solid var(--soft);border-radius:8px;padding:.35rem .6rem}
input{min-width:16rem}
button{cursor:pointer}
output{color:var(--soft);padding:.4rem 0}
.finding{background:var(--panel);border:1px solid var(--line);border-left:6px solid var(--bad);border-radius:10px;margin:.6rem 0;overflow:clip}
.finding.known{border-left-color:var(--doubt)}
.finding>summary{padding:.75rem 1.1rem;cursor:pointer;display:grid;grid-template-columns:auto 1fr auto;gap:.1rem .8rem;align-items:baseline;list-style:none}
.finding>summary::-webkit-details-marker{display:none}
.finding>summary::before{content:"\\25b8";color:var(--soft)}
.finding[open]>summary::before{content:"\\25be"}
.finding>summary b{overflow-wrap:anywhere}
.finding>summary .more{grid-column:2/4;color:var(--soft);font-size:.92rem;overflow-wrap:anywhere}
.tag{font-size:.8rem;font-weight:700;white-space:nowrap;color:var(--bad)}.known .tag{color:var(--doubt)}
.story{padding:0 1.25rem 1.25rem;border-top:1px solid var(--line)}
.lead{font-size:1.1rem;margin:1rem 0}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.sides figure{margin:0;min-width:0}
.sides figcaption{font-size:.85rem;color:var(--soft);margin-bottom:.25rem}
mark{background:var(--mark);color:var(--marked);border-radius:3px;padding:0 .1em;font-weight:700}
.right mark{background:var(--mark);color:var(--marked)}.left mark{background:var(--keep);color:var(--kept)}
ol.steps{padding-left:1.5rem;margin:.25rem 0}
ol.steps li{margin:.2rem 0;overflow-wrap:anywhere}
.talk td,.talk th{border-bottom:0;padding:.2rem .6rem;vertical-align:middle}
.talk .lane{position:relative;min-width:13rem;width:15rem;border-left:3px solid var(--host);border-right:3px solid var(--kernel);text-align:center;font-size:.82rem;padding:.15rem 0 .55rem}
.talk .ends{display:flex;justify-content:space-between;min-width:13rem;width:15rem}
.ends span:first-child{color:var(--host)}.ends span:last-child{color:var(--kernel)}
.to::after,.from::after{content:"";position:absolute;bottom:.45rem;left:0;right:0;border-top:2px solid var(--soft)}
.to::before,.from::before{content:"";position:absolute;bottom:calc(.45rem - 4px);border:5px solid transparent}
.to::before{right:0;border-left-color:var(--soft);border-right-width:0}
.from::before{left:0;border-right-color:var(--soft);border-left-width:0}
.talk .blamed{background:color-mix(in srgb,var(--bad) 9%,var(--panel))}
.talk .blamed .lane::after{border-color:var(--bad)}.talk .blamed .to::before{border-left-color:var(--bad)}
.talk .said{overflow-wrap:anywhere;font:.84em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.talk .gap{text-align:center;color:var(--soft)}
.probe td{color:var(--soft)}.probe .lane{font-size:.78rem}
.aside .lane{color:var(--soft);font-style:italic}
.bytes{width:auto;min-width:min(100%,46rem)}.bytes td{vertical-align:baseline}.bytes td:last-child{min-width:9rem}
.bytes .hex{overflow-wrap:anywhere;min-width:8rem;max-width:22rem}
.bytes .key{color:var(--soft)}
.bytes .at{background:color-mix(in srgb,var(--bad) 9%,var(--panel))}
.copy{display:flex;gap:.5rem;align-items:start;margin:.4rem 0}.copy pre{flex:1;min-width:0}
.inner{margin:.5rem 0}.inner>summary{cursor:pointer;color:var(--link)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:1rem}
.charts figure{margin:0;min-width:0}.charts figcaption{color:var(--soft);font-size:.9rem;margin-bottom:.3rem}
svg{width:100%;height:auto;display:block}
svg text{fill:var(--soft);font:12px system-ui,sans-serif}
.axis{stroke:var(--line);stroke-width:1}.one{stroke:var(--host);fill:none;stroke-width:2}.two{stroke:var(--kernel);fill:none;stroke-width:2;stroke-dasharray:6 3}
.under{fill:var(--host);opacity:.12}
footer{color:var(--soft);padding:3rem 1.25rem;font-size:.9rem}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media(max-width:46rem){.sides{grid-template-columns:1fr}.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.5rem}
header,main{padding-left:.75rem;padding-right:.75rem}.panel{padding-left:.75rem;padding-right:.75rem}.story{padding-left:.75rem;padding-right:.75rem}
.talk .lane,.talk .ends{min-width:7.5rem;width:7.5rem}input{min-width:0;width:100%}nav{position:static}html{scroll-padding-top:1rem}.finding>summary{padding:.6rem .75rem}}
@media print{nav,form,.copy button{display:none}body{background:#fff}}
`;
