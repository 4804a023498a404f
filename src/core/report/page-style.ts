/** Light by default, dark where the reader's system is, and light again on paper. Colours of series are told apart by eyes that confuse red and green, and stand out from both grounds. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ground:#fff;--card:#f6f7f9;--text:#1c2128;--muted:#57606a;--line:#d0d7de;--accent:#0a5fc2;
--s0:#0a5fc2;--s1:#b45309;--s2:#0f7b4c;--s3:#7b3fb5;--s4:#c02638;--s5:#7a6400;--pale:.6}
@media (prefers-color-scheme:dark){:root{--ground:#16191d;--card:#1e2228;--text:#e3e6ea;--muted:#a3adb8;--line:#3a424c;--accent:#6cb2ff;
--s0:#6cb2ff;--s1:#f0a35e;--s2:#5fd09a;--s3:#c79bf2;--s4:#ff8088;--s5:#dcc14a;--pale:.75}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1120px;margin:0 auto;padding:28px 24px 60px}
h1{margin:0 0 4px;font-size:1.7rem;line-height:1.25;overflow-wrap:anywhere}
h2{margin:44px 0 12px;padding-top:14px;border-top:1px solid var(--line);font-size:1.25rem}
h3{margin:0 0 8px;font-size:1rem}
.later{margin-top:24px}
h2+.later{margin-top:0}
p{margin:0 0 12px;max-width:80ch}
a{color:var(--accent)}
nav ul{display:flex;flex-wrap:wrap;gap:2px 18px;margin:14px 0 0;padding:0;list-style:none}
.lead{color:var(--muted)}
.note{margin:6px 0 0;color:var(--muted);font-size:.87rem}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:12px 24px;margin:18px 0 0}
.facts dt{color:var(--muted);font-size:.82rem}
.facts dd{margin:0;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:18px}
.card{min-width:0;margin:0;padding:14px 16px 12px;border:1px solid var(--line);border-radius:8px;background:var(--card)}
.drawings{grid-template-columns:repeat(auto-fill,minmax(min(100%,320px),1fr))}
svg{display:block;max-width:100%}
.chart{width:100%;height:auto}
.dag{height:auto;margin:8px auto 0}
.chart text{fill:var(--muted);font-size:12px;font-family:inherit}
.chart .name{font-size:12.5px;fill:var(--text)}
.chart .label{font-size:11.5px}
.grid{stroke:var(--line);stroke-width:1;fill:none;stroke-opacity:.7}
.axis{stroke:var(--muted);stroke-width:1;fill:none}
.line{fill:none;stroke-width:1.9;stroke-linejoin:round}
.dashed{stroke-dasharray:6 4}
.dotted{stroke-dasharray:.1 4;stroke-linecap:round;stroke-opacity:.75}
.band{stroke:none!important;fill-opacity:.18}
.dots{fill:none;stroke-linecap:round}
.dots.pale{stroke:var(--s0);stroke-width:5;stroke-opacity:var(--pale)}
.dots.filled{stroke:var(--s1);stroke-width:8.5}
.dots.hollow{stroke:var(--muted);stroke-width:3.5;stroke-opacity:.6}
.ink-text{stroke:var(--text)}.ink-0{stroke:var(--s0);fill:var(--s0)}.ink-1{stroke:var(--s1);fill:var(--s1)}.ink-2{stroke:var(--s2);fill:var(--s2)}
.ink-3{stroke:var(--s3);fill:var(--s3)}.ink-4{stroke:var(--s4);fill:var(--s4)}.ink-5{stroke:var(--s5);fill:var(--s5)}
path.line{fill:none}
svg text.label{stroke:none}
text.label.ink-0{fill:var(--s0)}text.label.ink-1{fill:var(--s1)}text.label.ink-2{fill:var(--s2)}text.label.ink-3{fill:var(--s3)}text.label.ink-4{fill:var(--s4)}text.label.ink-5{fill:var(--s5)}
.parallel{width:100%;height:auto;min-width:600px}
.parallel text{font-size:11px;paint-order:stroke;stroke:var(--card);stroke-width:3px;stroke-linejoin:round}
.parallel .name{font-size:11.5px;font-weight:600}
.lines{fill:none;stroke-width:1}
.lines.few{stroke-width:1.4;stroke-opacity:.75}.lines.some{stroke-opacity:.45}.lines.many{stroke-opacity:.14}
.lines.many.g3{stroke-opacity:.18}.lines.many.g4{stroke-opacity:.26}.lines.many.g5{stroke-opacity:.5}
.lines.best{stroke:var(--text);stroke-width:2.6;stroke-opacity:1}
.g0{stroke:var(--s1);fill:var(--s1)}.g1{stroke:color-mix(in oklch,var(--s0) 20%,var(--s1));fill:color-mix(in oklch,var(--s0) 20%,var(--s1))}.g2{stroke:color-mix(in oklch,var(--s0) 40%,var(--s1));fill:color-mix(in oklch,var(--s0) 40%,var(--s1))}
.g3{stroke:color-mix(in oklch,var(--s0) 60%,var(--s1));fill:color-mix(in oklch,var(--s0) 60%,var(--s1))}.g4{stroke:color-mix(in oklch,var(--s0) 80%,var(--s1));fill:color-mix(in oklch,var(--s0) 80%,var(--s1))}.g5{stroke:var(--s0);fill:var(--s0)}
path.lines{fill:none}
.legend{display:flex;flex-wrap:wrap;gap:2px 16px;margin:6px 0 0;padding:0;list-style:none;font-size:.87rem}
.legend li{display:flex;align-items:center;gap:6px}
.legend svg{flex:none}
.box{fill:var(--ground);stroke:var(--muted);stroke-width:1.2}
.tone-convolution,.tone-attention{stroke:var(--s0)}.tone-activation{stroke:var(--s1)}.tone-pooling{stroke:var(--s2)}.tone-dense{stroke:var(--s3)}.tone-join{stroke:var(--s5)}
.tone-zero{stroke-dasharray:4 3}
.op{fill:var(--text);font:12px system-ui,sans-serif}
.shape{fill:var(--muted);font:10.5px system-ui,sans-serif}
.edge{fill:none;stroke:var(--muted);stroke-width:1.3}
.head{fill:var(--muted)}
.edge.zero{stroke-dasharray:3 3;stroke-opacity:.5}.head.zero{fill-opacity:.5}
table{border-collapse:collapse;font-size:.87rem;font-variant-numeric:tabular-nums}
caption{padding:0 0 6px;color:var(--muted);text-align:start}
th,td{padding:3px 12px 3px 0;border-bottom:1px solid var(--line);text-align:start;vertical-align:top;font-weight:400}
thead th{color:var(--muted);font-weight:600;vertical-align:bottom}
.number{text-align:end}
td,th,code,pre,dd{unicode-bidi:isolate}
.best>*,.front>*{font-weight:600}
.scroll{max-width:100%;overflow:auto}
.drawing{max-height:80vh}
.tall{max-height:75vh;border:1px solid var(--line);border-radius:8px}
.tall thead th{position:sticky;top:0;background:var(--card)}
.trials{width:100%}
.trials caption{padding:8px 12px 4px}
.trials th,.trials td{padding:3px 12px}
.trials td{white-space:nowrap}
.trials button{padding:0;border:0;background:none;color:inherit;font:inherit;text-align:inherit;cursor:pointer}
.trials button:hover{text-decoration:underline}
th[aria-sort=ascending] button::after{content:" \\25B2"/""}
th[aria-sort=descending] button::after{content:" \\25BC"/""}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:8px 14px;margin:0 0 10px}
[hidden]{display:none!important}
input{padding:4px 8px;border:1px solid var(--muted);border-radius:5px;background:var(--ground);color:inherit;font:inherit;width:280px;max-width:100%}
.numbers{margin-top:8px;font-size:.87rem}
.numbers summary{color:var(--muted);cursor:pointer}
.numbers .scroll{max-height:260px;margin-top:8px}
code,pre{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{margin:0;padding:12px 14px;border:1px solid var(--line);border-radius:8px;background:var(--card);white-space:pre-wrap;overflow-wrap:anywhere}
.notation{overflow-wrap:anywhere}
.bars{width:100%}
.bars .bar{width:34%}
.bars svg{width:100%;height:10px;margin-top:6px}
.bars rect{fill:var(--s4)}
.knobs .bar{width:26%}
.knobs rect{fill:var(--s0)}
.marginals .bar{width:46%}.marginals rect{fill:var(--s0)}.marginals .axis{stroke-width:3;stroke-opacity:.45}
.data{max-width:100%}
.data .number{white-space:nowrap}
@media (max-width:600px){main{padding:18px 14px 40px}.cards{gap:12px}}
@media print{:root{color-scheme:light;--ground:#fff;--card:#fff;--text:#000;--muted:#444;--line:#bbb;--accent:#000;
--s0:#0a5fc2;--s1:#b45309;--s2:#0f7b4c;--s3:#7b3fb5;--s4:#c02638;--s5:#7a6400;--pale:.6}
body{font-size:10.5pt}main{max-width:none;padding:0}nav,.tools,.numbers{display:none}
h2{break-after:avoid}.card,tr{break-inside:avoid}.drawing{max-height:80vh}
.tall{max-height:none;border:0;overflow:visible}.tall thead th{position:static}
.scroll{overflow:visible;max-height:none}.trials{font-size:7pt}.trials th,.trials td{padding:1px 5px 1px 0}.trials td{white-space:normal}.trials td:last-child{min-width:7cm}.trials code{overflow-wrap:anywhere;font-size:6.5pt}
.cards{grid-template-columns:repeat(2,minmax(0,1fr))}.wide{grid-column:1/-1}.dag{max-height:22cm}.parallel{min-width:0}}
@media (forced-colors:active){.box{stroke:CanvasText}}
`;
