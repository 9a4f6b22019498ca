/** The whole look of the report: light, dark, narrow and printed. No colour alone tells a verdict: the word stands there. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#57606a;--line:#d0d7de;--card:#f6f8fa;--match:#a40e26;--review:#7d4e00;--inconclusive:#4b535d;--clear:#0a5c2b;--mark:#fff3b8;--link:#0550ae}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9da7b3;--line:#30363d;--card:#161b22;--match:#ff938a;--review:#e8b65a;--inconclusive:#b3bdc8;--clear:#6fd391;--mark:#4a3d00;--link:#79b8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{display:flex;flex-direction:column;gap:1.2rem;max-width:76rem;margin:0 auto;padding:1.2rem}
header,.summary,.charts{order:-1}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:0 0 .5rem}h3{font-size:.95rem;margin:.6rem 0 .2rem}
p{margin:.3rem 0}a{color:var(--link)}small,.soft{color:var(--soft)}
.counts{display:flex;flex-wrap:wrap;gap:.6rem;margin:.6rem 0;padding:0;list-style:none}
.counts li{border:1px solid var(--line);border-radius:.5rem;padding:.5rem .9rem;background:var(--card);min-width:7rem}
.counts b{display:block;font-size:1.5rem;line-height:1.2}
code{overflow-wrap:anywhere}
.counts .match b,.tag.match{color:var(--match)}.counts .review b,.tag.review{color:var(--review)}.counts .inconclusive b,.tag.inconclusive{color:var(--inconclusive)}.counts .clear b,.tag.clear{color:var(--clear)}
.counts .match{border-left:.5rem solid var(--match)}.counts .review{border-left:.5rem solid var(--review)}.counts .inconclusive{border-left:.5rem solid var(--inconclusive)}.counts .clear{border-left:.5rem solid var(--clear)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1rem}
figure{margin:0;border:1px solid var(--line);border-radius:.5rem;padding:.7rem;background:var(--card);min-width:0}
figure table{font-size:.75rem}figure th,figure td{padding:.15rem .25rem}figcaption{font-weight:600;margin-bottom:.3rem}svg{width:100%;height:auto;display:block}svg text{fill:var(--fg);font-size:12px}
.b-match{fill:var(--match)}.b-review{fill:var(--review)}.b-inconclusive{fill:var(--inconclusive)}.b-clear{fill:var(--clear)}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;padding:.2rem .5rem;border-bottom:1px solid var(--line);vertical-align:top}
.filters{display:flex;flex-wrap:wrap;gap:.4rem .9rem;align-items:center;border:0;padding:0;margin:0}
.filters input[type=search]{font:inherit;padding:.3rem .5rem;border:1px solid var(--soft);border-radius:.4rem;background:var(--bg);color:var(--fg);min-width:14rem}
.filters select{font:inherit;padding:.3rem;background:var(--bg);color:var(--fg);border:1px solid var(--soft);border-radius:.4rem}
[hidden]{display:none!important}
.rows{list-style:none;margin:0;padding:0;content-visibility:auto;contain-intrinsic-size:auto 4000px}#list{margin-top:.6rem;border-top:1px solid var(--line)}
.rows>li{border-bottom:1px solid var(--line);padding:.35rem 0}
.line{display:grid;grid-template-columns:7.5rem minmax(10rem,1.3fr) 1fr 1fr 1.6fr;gap:.2rem .8rem;align-items:baseline}
.line>*{overflow-wrap:anywhere;min-width:0}.tag{font-weight:700}.edge,.registrant,.title{color:var(--soft)}.edge::before{content:"edge ";font-size:.8em}.registrant::before{content:"registrant ";font-size:.8em}.title::before{content:"title ";font-size:.8em}
#f-match:checked~#list .rows>li:not(.match),#f-review:checked~#list .rows>li:not(.review),#f-inconclusive:checked~#list .rows>li:not(.inconclusive),#f-clear:checked~#list .rows>li:not(.clear){display:none}
:not(#f-all):checked~#list .rows,#list.filtered .rows{content-visibility:visible}
label[for]{margin:0 .9rem 0 .2rem}
details{margin:.3rem 0 .3rem 1rem}summary{cursor:pointer}
.finding,.gap{border-left:4px solid var(--soft);padding:.2rem .8rem;margin:.5rem 0;background:var(--card)}
.finding.match{border-color:var(--match)}.finding.review{border-color:var(--review)}.gap{border-color:var(--inconclusive)}
.words td:first-child,.words td:nth-child(2){background:var(--mark)}
footer table{margin-bottom:.8rem}footer td:first-child{overflow-wrap:anywhere}.sign table{table-layout:fixed}.sign th{width:8rem}footer{border-top:2px solid var(--line);padding-top:.8rem;font-size:.9rem}
.sign{display:none}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
@media (max-width:48rem){.line{grid-template-columns:1fr}.line span:empty{display:none}}
@media print{details::details-content{content-visibility:visible;display:block}summary{list-style:none}td:nth-child(n+2),figure td{overflow-wrap:anywhere}td:first-child{white-space:nowrap}figure td:first-child,.words td:first-child,footer td:first-child{white-space:normal}rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}input,label,.needs-script{display:none}:root{--bg:#fff;--fg:#000;--soft:#333;--line:#999;--card:#fff;--mark:#eee;--match:#a40e26;--review:#7d4e00;--inconclusive:#333;--clear:#0a5c2b}.filters{display:none}.rows{content-visibility:visible}.rows>li{break-inside:avoid}.charts figure{break-inside:avoid}.sign{display:block;break-inside:avoid;margin-top:2rem}.sign td{height:2.6rem;border-bottom:1px solid #000}a{color:inherit}}
`.trim();
