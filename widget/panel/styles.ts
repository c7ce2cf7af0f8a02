// The look: one accent from the clinic, system type, air. Colours come from the launcher's sheet, chosen there for light and dark.

export const styles = `
dialog{position:fixed;margin:0;padding:0;border:0;width:400px;max-width:100vw;height:min(720px,var(--height));max-height:none;background:var(--surface);color:var(--text);border-radius:20px;box-shadow:0 0 0 1px var(--hair),0 12px 48px rgb(0 0 0/.24);font:400 16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;overflow:hidden;text-align:start;overflow-wrap:anywhere;hyphens:auto;
--hair:color-mix(in srgb,var(--text) 14%,transparent);--edge:color-mix(in srgb,var(--text) 60%,var(--surface));--soft:color-mix(in srgb,var(--text) 5%,var(--surface));--mute:color-mix(in srgb,var(--text) 72%,var(--surface))}
dialog[open]{display:flex;flex-direction:column}
dialog.full{width:100vw;height:var(--height);border-radius:0}
dialog::backdrop{background:var(--surface)}
dialog *{box-sizing:border-box}
dialog :is(h2,h3,p,dl,dd,fieldset,legend){margin:0;padding:0;border:0;min-width:0}
dialog :is(button,input,textarea,select){font:inherit;color:inherit;margin:0}
dialog :is(button,summary,label){-webkit-tap-highlight-color:transparent}
dialog :is(a,button,input,textarea,select,summary,[tabindex]):focus-visible,.kinds label:focus-within:has(:focus-visible){outline:2px solid var(--link);outline-offset:2px}
dialog h2:focus-visible{outline-offset:4px;border-radius:4px}
dialog a{color:var(--link);text-underline-offset:3px}
dialog small{font-size:14px;color:var(--mute)}
.head{display:flex;align-items:center;gap:4px;padding:10px 10px 10px 20px;border-bottom:1px solid var(--hair)}
.head:has(>:first-child:is(button)){padding-inline-start:10px}
.head h2{flex:1;font-size:17px;font-weight:600;line-height:1.3}
.icon{flex:none;width:44px;height:44px;padding:10px;border:0;border-radius:12px;background:none;cursor:pointer}
.icon:hover{background:var(--soft)}
.icon svg{display:block;width:24px;height:24px;fill:none;stroke:currentcolor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.body{flex:1;overflow:auto;overscroll-behavior:contain;padding:16px 20px 28px;display:flex;flex-direction:column;gap:20px}
.body>[role]:empty,.rate:empty,.problem:empty,.body>[role=alert]:not(:has(*)){display:none}
form,.rate,.field,details[open]{display:flex;flex-direction:column;gap:20px}
.field{gap:6px}
.urgent{font-size:14px;color:var(--mute)}
.phone{white-space:nowrap;font-weight:600}
.urgent a,.doors a{display:inline-block;padding:10px 4px;margin:-10px -4px}
.doors{display:flex;flex-direction:column;align-items:start;gap:20px;font-size:18px}
.hello{font-size:24px;line-height:1.25;font-weight:650;letter-spacing:-.01em}
.card{border:1px solid var(--hair);border-radius:16px;overflow:hidden}
.card>*+*{border-top:1px solid var(--hair)}
.row{display:block;width:100%;min-height:56px;padding:10px 40px 10px 16px;border:0;background:none;text-align:start;cursor:pointer;position:relative;font-weight:600}
.card>.row+.row{border-top:1px solid var(--hair)}
.row small{display:block;font-weight:400}
.row::after{content:'';position:absolute;inset-inline-end:20px;top:calc(50% - 4px);width:8px;height:8px;border:solid var(--mute);border-width:1.75px 1.75px 0 0;rotate:45deg}
.row:dir(rtl)::after{rotate:-135deg}
.row:hover,.option:hover{background:var(--soft)}
.row:focus-visible{outline-offset:-3px;border-radius:14px}
legend,dt,.rate h3,h3{font-weight:600}
.rate legend{margin-bottom:10px;font-size:18px;line-height:1.3}
.option{display:flex;align-items:center;gap:12px;min-height:46px;padding:8px 16px;cursor:pointer}
.option:has(:checked){background:var(--soft);font-weight:600}
dialog input:is([type=radio],[type=checkbox]){flex:none;width:20px;height:20px;accent-color:var(--link)}
label{cursor:pointer}
.field label{font-weight:600}
.field label small{font-weight:400}
.field :is(input,textarea,select){width:100%;min-height:48px;padding:11px 14px;border:1px solid var(--edge);border-radius:12px;background:var(--surface)}
.field textarea{min-height:100px;max-height:260px;resize:vertical;field-sizing:content;display:block}
.field [aria-invalid=true]{border:2px solid var(--bad)}
.problem,.state.refused{color:var(--bad)}
dialog{--bad:#b3261e}
.hint,.readers,.readers strong{font-size:14px;color:var(--mute)}
.readers strong{font-weight:600;color:var(--text)}
.tick{display:flex;gap:12px;align-items:flex-start;min-height:44px;padding:10px 0}
.tick.card{padding:12px 16px}
.tick input{margin-top:2px!important}
.tick small{display:block}
.tick a{display:inline-block}
.kinds{display:grid;grid-template-columns:1fr 1fr;gap:4px;padding:4px!important;border-radius:14px;background:var(--soft)}
.kinds label{position:relative;display:grid;place-items:center;min-height:44px;padding:4px 10px;border-radius:11px;text-align:center}
.kinds input{position:absolute;inset:0;opacity:0;width:100%!important;height:100%!important;cursor:pointer}
.kinds label:has(:checked){background:var(--surface);box-shadow:0 0 0 1px var(--edge);font-weight:600}
.main{min-height:48px;padding:10px 24px!important;border:1px solid transparent;border-radius:12px;background:var(--accent);color:var(--on-accent)!important;font-weight:600!important;cursor:pointer;align-self:stretch}
.main:hover{filter:brightness(1.08)}
.quiet{min-height:44px;padding:8px 4px!important;border:0;background:none;color:var(--link)!important;text-align:start;text-decoration:underline;text-underline-offset:3px;cursor:pointer;align-self:flex-start}
summary{min-height:44px;padding:10px 0;font-weight:600;cursor:pointer}
summary small{font-weight:400}
.note{display:flex;flex-direction:column;gap:14px;padding:16px;border-radius:16px;background:var(--soft);border:1px solid var(--hair)}
.log{display:flex;flex-direction:column;gap:16px}
.bubble{max-width:88%;padding:10px 14px;border-radius:16px;border:1px solid var(--hair);align-self:flex-start;border-end-start-radius:4px}
.visitor{align-self:flex-end;background:var(--soft);border-end-start-radius:16px;border-end-end-radius:4px}
.rating{align-self:center;border:0;padding:0;font-size:14px;color:var(--mute)}
.words{white-space:pre-wrap}
.who,.state{font-size:13px;color:var(--mute)}
.leave{display:flex;flex-wrap:wrap;gap:0 24px;border-top:1px solid var(--hair);padding-top:8px}
dl{display:grid;gap:4px}
dl dd+dt{margin-top:12px}
.hours{gap:8px}
.hours div{display:flex;justify-content:space-between;gap:16px}
.hours dt{font-weight:400}
.said{position:absolute!important;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (prefers-color-scheme:dark){dialog{--bad:#ffb4ab}}
@media (forced-colors:active){dialog,.bubble,.note,.kinds label:has(:checked){border:1px solid}.option:has(:checked){outline:2px solid Highlight;outline-offset:-2px}}
@media (prefers-reduced-motion:no-preference){dialog[open]{animation:rise .18s ease-out}@keyframes rise{from{opacity:0;translate:0 8px}}}
@media print{dialog{display:none!important}}
`;
