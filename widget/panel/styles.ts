// The look: one accent from the clinic, system type, air. Colours come from the launcher's sheet, chosen there for light and
// dark; that sheet also styles plain `button`, `svg` and `p`, which is undone here. Measures shared with the dashboard come
// from LOOK; the build writes their values in.
import { LOOK } from '../../worker/domain/look.ts';

export const styles = `
dialog{position:fixed;margin:0;padding:0;border:0;width:400px;max-width:100vw;height:min(720px,var(--height));max-height:none;flex-direction:column;background:Canvas;color:CanvasText;border-radius:${LOOK.radiusBox}px;box-shadow:0 0 0 1px var(--hair),${LOOK.shadowBox};font:400 ${LOOK.text}px/1.5 ${LOOK.font};overflow:hidden;text-align:start;overflow-wrap:anywhere;hyphens:auto;--bad:${LOOK.bad};--hair:color-mix(in srgb,CanvasText 14%,transparent);--edge:color-mix(in srgb,CanvasText 60%,Canvas);--soft:color-mix(in srgb,CanvasText 5%,Canvas);--mute:color-mix(in srgb,CanvasText 72%,Canvas)}
dialog[open]{display:flex}
dialog.full{width:100vw;height:var(--height);border-radius:0}
dialog *{box-sizing:border-box;margin:0;padding:0;min-width:0;border:0 solid var(--hair);border-radius:0;font:inherit;color:inherit;background:none;outline-offset:2px}
dialog button{display:block}
dialog :is(button,p){box-shadow:none!important}
dialog :focus-visible,.kinds :has(:focus-visible){outline:2px solid var(--link)}
dialog :is(a,.quiet){color:var(--link);text-decoration:underline;text-underline-offset:3px}
dialog :is(h2,h3,legend,dt,summary,.phone,.row,.main,strong){font-weight:600}
dialog :is(small,.urgent,.hint,.readers,.who,.state,.rating){font-size:${LOOK.small}px;font-weight:400;color:var(--mute)}
dialog :is(button,label,summary,input){cursor:pointer}
.head{display:flex;align-items:center;padding:10px;border-bottom-width:1px}
.head h2{flex:1;margin-inline:10px}
.icon{width:${LOOK.touch}px;height:${LOOK.touch}px;padding:10px;border-radius:${LOOK.radius}px}
.icon svg{width:24px;height:24px;fill:none;stroke:currentcolor;stroke-width:2}
.body{flex:1;overflow:auto;padding:16px 20px 28px}
.body,form,.rate,.field,.note,.log,.doors{display:flex;flex-direction:column;gap:20px}
.body :is([role]:empty,.problem:empty){display:none}
.field{gap:6px}
.field label,.option:has(:checked){font-weight:600}
.body>*{flex-shrink:0}
details>*+*{margin-top:20px}
.phone{white-space:nowrap}
.urgent a,.doors a{display:inline-block;padding:10px 4px;margin:-10px -4px}
.doors{align-items:start;font-size:${LOOK.lead}px}
.hello{font-size:${LOOK.title}px;line-height:1.3;font-weight:600}
.card,.note,.bubble{border-width:1px;border-radius:${LOOK.radiusCard}px}
.card{overflow:hidden}
.card>*+*{border-top-width:1px}
.many{display:grid;grid:repeat(6,auto)/auto-flow 1fr}
.many .option{padding-inline-end:8px}
.many :nth-child(7){border-top-width:0}
.many :nth-child(11){border-bottom-width:1px}
.row,.option{width:100%;min-height:56px;padding:10px 40px 10px 16px;text-align:start;position:relative}
.row small,.tick small{display:block}
.row::after{content:'';position:absolute;inset-inline-end:20px;top:calc(50% - 4px);width:8px;height:8px;border:solid var(--mute);border-width:2px 2px 0 0;rotate:45deg}
.row:dir(rtl)::after{rotate:-135deg}
:is(.row,.option,.icon):hover,.option:has(:checked),.visitor,.note,.kinds{background:var(--soft)}
.row:focus-visible{outline-offset:-4px;border-radius:${LOOK.radiusCard}px}
legend{margin-bottom:10px;font-size:${LOOK.lead}px;line-height:1.3}
.option,.tick{display:flex;gap:12px;min-height:46px;padding:10px 16px}
.tick:not(.card){padding-inline:0}
dialog :is([type=radio],[type=checkbox]){flex:none;width:20px;height:20px;margin-top:2px;accent-color:var(--link)}
.field :is(input,textarea,select){width:100%;min-height:${LOOK.touchMain}px;padding:11px 14px;border:1px solid var(--edge);border-radius:${LOOK.radius}px}
.field textarea{min-height:100px;max-height:260px;resize:vertical}
.field [aria-invalid=true]{border:2px solid var(--bad)}
.problem,.state.refused{color:var(--bad)!important}
.readers strong{color:CanvasText}
.kinds{display:grid;grid-template-columns:1fr 1fr;padding:4px;border-radius:14px}
.kinds label{position:relative;display:grid;place-items:center;min-height:${LOOK.touch}px;padding:4px 10px;border-radius:${LOOK.radiusInner}px;text-align:center}
.kinds input{position:absolute;inset:0;opacity:0;width:100%!important;height:auto!important}
.kinds :has(:checked){background:Canvas;box-shadow:0 0 0 1px var(--edge)}
.main{min-height:${LOOK.touchMain}px;padding:10px 24px;border-radius:${LOOK.radius}px;background:var(--accent);color:var(--on-accent)}
.quiet,summary{min-height:${LOOK.touch}px;padding:10px 0;text-align:start;align-self:start}
.note{padding:16px;gap:14px}
.log{gap:16px}
.bubble{max-width:88%;padding:10px 14px;align-self:start;border-end-start-radius:${LOOK.radiusMark}px}
.visitor{align-self:end;border-end-start-radius:${LOOK.radiusCard}px;border-end-end-radius:${LOOK.radiusMark}px}
.words{white-space:pre-wrap}
.leave{display:flex;flex-wrap:wrap;column-gap:24px;border-top-width:1px;padding-top:8px}
dd+dt{margin-top:16px}
.hours div{display:flex;justify-content:space-between;gap:16px;padding:4px 0}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (prefers-color-scheme:dark){dialog{--bad:${LOOK.badOnDark}}}
@media (forced-colors:active){dialog,.main,.kinds :has(:checked){border:1px solid}}
@media (prefers-reduced-motion:no-preference){dialog{animation:rise ${LOOK.quick}}@keyframes rise{from{opacity:0;translate:0 8px}}}
`;
