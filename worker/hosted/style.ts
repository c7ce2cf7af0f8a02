// The look of the page behind a card or an invite: the panel's measures, the clinic's colour, plain CSS that old phones know.
import { DARK_CANVAS, readableOn, textOn } from '../domain/contrast.ts';
import { LOOK } from '../domain/look.ts';

/** Scores after which the field for words has its other label. */
const followUpRules = (scores: readonly number[]): string =>
  scores
    .map(
      (score) =>
        `form:has(#s${score}:checked) .why{display:none}form:has(#s${score}:checked) .more{display:inline}`,
    )
    .join('');

/** `colour` is the clinic's, `#rrggbb`. */
export const hostedStyle = (colour: string, followUp: readonly number[] = []): string =>
  `:root{color-scheme:light dark;--accent:${colour};--on:${textOn(colour)};--link:${readableOn('#ffffff', colour)};--page:#fff;--ink:#1c1c1c;--mute:#595959;--hair:#dcdcdc;--edge:#767676;--soft:#f4f4f4;--bad:${LOOK.bad}}
@media (prefers-color-scheme:dark){:root{--link:${readableOn(DARK_CANVAS, colour)};--page:${DARK_CANVAS};--ink:#ececec;--mute:#b4b4b4;--hair:#444;--edge:#9a9a9a;--soft:#2a2a2a;--bad:${LOOK.badOnDark}}}
*{box-sizing:border-box;margin:0;padding:0;font:inherit;color:inherit}
html{background:var(--page);color:var(--ink);font:400 ${LOOK.text}px/1.5 ${LOOK.font};-webkit-text-size-adjust:100%;overflow-wrap:anywhere}
body{max-width:480px;min-height:100vh;min-height:100svh;margin:0 auto;padding:0 20px;display:flex;flex-direction:column}
header{display:flex;align-items:center;justify-content:space-between;gap:16px;min-height:64px}
header b{font-weight:600}
main{flex:1;padding:8px 0 40px}
h1{font-size:${LOOK.title}px;line-height:1.25;font-weight:600;margin-bottom:16px;text-wrap:balance}
.about{color:var(--mute);margin-bottom:4px}
fieldset{border:0;min-width:0}
.card{border:1px solid var(--hair);border-radius:${LOOK.radiusCard}px;overflow:hidden}
.option{display:flex;align-items:center;gap:12px;min-height:52px;padding:10px 16px;cursor:pointer}
.option+.option{border-top:1px solid var(--hair)}
.option:hover,.option:has(:checked){background:var(--soft)}
.option:has(:checked){font-weight:600}
.option input{flex:none;width:20px;height:20px;accent-color:var(--link)}
.option:has(:focus-visible){outline:2px solid var(--link);outline-offset:-2px;border-radius:${LOOK.radiusCard}px}
.option :focus-visible{outline:0}
.field{margin-top:24px}
.field label{font-weight:600;display:block;margin-bottom:6px}
.field h1{margin-bottom:10px}
.field .hint{margin-top:6px}
.more{display:none}
small,.hint,.small{font-size:${LOOK.small}px;font-weight:400;color:var(--mute)}
textarea{width:100%;min-height:96px;padding:11px 14px;border:1px solid var(--edge);border-radius:${LOOK.radius}px;background:transparent;resize:vertical;display:block}
button,.main{display:inline-flex;align-items:center;min-height:${LOOK.touchMain}px;padding:10px 24px;border:1px solid var(--accent);border-radius:${LOOK.radius}px;background:var(--accent);color:var(--on);font-weight:600;text-decoration:none;cursor:pointer}
form>.send{margin:24px 0 12px}
.quiet{min-height:${LOOK.touch}px;padding:10px 0;border:0;background:none;color:var(--link);font-weight:400;text-decoration:underline;text-underline-offset:3px}
a{color:var(--link);text-underline-offset:3px}
header a,.links a,.review,summary{display:inline-block;padding:10px 0}
summary{color:var(--link);text-decoration:underline;text-underline-offset:3px}
a:focus-visible,button:focus-visible,textarea:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.problem{margin-bottom:16px;padding:12px 16px;border:1px solid var(--bad);border-radius:${LOOK.radius}px;color:var(--bad)}
.problem[hidden]{display:none}
.problem:focus{outline:0}
main>*+*{margin-top:16px}
h1+*{margin-top:0}
.links{list-style:none}
footer{padding:12px 0 28px;border-top:1px solid var(--hair)}
details p{margin-top:8px}
summary{cursor:pointer}
${followUpRules(followUp)}`;
