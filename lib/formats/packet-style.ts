/** The look of an evidence packet: legible on paper and in greyscale; nothing is fetched. */
export const packetStyle = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:2rem 1.5rem;background:#fff;color:#14181f;font:13px/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1{font-size:22px;line-height:1.25;margin:0 0 .25rem}
h2{font-size:15px;margin:2rem 0 .5rem;padding-top:.75rem;border-top:1px solid #c8cdd4}
h3{font-size:13px;margin:1rem 0 .25rem}
p{margin:.25rem 0}
.quiet{color:#4a5361}
code,.id{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:.92em;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;margin:.5rem 0;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .5rem .3rem 0;border-bottom:1px solid #e3e6eb;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{color:#4a5361;font-weight:500}
ul{margin:.25rem 0;padding-left:1.1rem}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.15rem 1rem;margin:.5rem 0}
dt{color:#4a5361}dd{margin:0;overflow-wrap:anywhere}
pre{margin:.25rem 0;padding:.5rem .75rem;border:1px solid #e3e6eb;border-radius:4px;white-space:pre-wrap;font:12px/1.5 ui-monospace,Menlo,Consolas,monospace}
.state{display:inline-block;min-width:5.5rem;padding:0 .4rem;border:1.5px solid;border-radius:4px;font-weight:600;text-align:center}
.pass{color:#0a6e52;background:#dff3ea;border-color:#dff3ea}
.fail{color:#c2272d;background:#fde6e4}
.unknown{color:#4a5361;border-style:dashed}
.waived{color:#7447b5;background:#efe7fa;border-style:double;border-width:3px}
.none{color:#616a78;border-color:transparent}
.gate{break-inside:avoid;margin:.75rem 0}
.chart{width:100%;max-width:40rem;height:auto;break-inside:avoid}
.grid{stroke:#e3e6eb}
.limit{stroke:#c2272d;stroke-dasharray:5 3}
.line-legacy{fill:none;stroke:#c47f1c;stroke-width:2;stroke-dasharray:6 2}
.line-target{fill:none;stroke:#3f83f0;stroke-width:2}
.dot-legacy{fill:#c47f1c}.dot-target{fill:#3f83f0}
.tick,.limit-word{font:10.5px system-ui,sans-serif;fill:#4a5361}
.limit-word{fill:#c2272d}
footer{margin-top:2.5rem;padding-top:.75rem;border-top:1px solid #c8cdd4;color:#4a5361;font-size:11.5px}
@page{margin:16mm 14mm}
@media print{body{max-width:none;padding:0;font-size:10.5pt}h2{break-after:avoid}tr,li{break-inside:avoid}thead{display:table-header-group}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`.trim();
