/** The page stands in the merchant's theme: its fonts and colours are inherited, only shape and distance are ours. */
export const PICKUP_PAGE_STYLE = `
.sambung-pickup{max-width:40rem;margin:0 auto;padding:2rem 1rem 3rem;line-height:1.5;overflow-wrap:anywhere;--line:color-mix(in srgb,currentColor 18%,transparent);--soft:color-mix(in srgb,currentColor 68%,transparent);}
.sambung-pickup *{box-sizing:border-box;}
.sambung-pickup h1{margin:0 0 .5rem;font-size:1.75rem;line-height:1.2;}
.sambung-pickup h2{margin:0 0 .5rem;font-family:inherit;font-size:.875rem;line-height:1.4;font-weight:600;letter-spacing:0;text-transform:none;color:var(--soft);}
.sambung-pickup p{margin:0 0 .5rem;}
.sambung-pickup a{color:inherit;text-underline-offset:.2em;}
.sambung-order{color:var(--soft);font-size:.9375rem;}
.sambung-card{margin-top:1rem;padding:1.25rem;border:1px solid var(--line);border-radius:.75rem;}
.sambung-card p+h2{margin-top:1.25rem;}
.sambung-card>:last-child{margin-bottom:0;}
.sambung-steps{display:flex;margin:1.5rem 0 0;padding:0;list-style:none;}
.sambung-steps li{position:relative;flex:1 1 0;margin:0;padding:1.5rem .25rem 0;font-size:.8125rem;line-height:1.3;text-align:center;color:var(--soft);}
.sambung-steps li::before{content:"";position:absolute;top:0;left:50%;width:1rem;height:1rem;margin-left:-.5rem;border:2px solid currentColor;border-radius:50%;opacity:.55;}
.sambung-steps li::after{content:"";position:absolute;top:.5rem;right:calc(50% + .75rem);left:calc(-50% + .75rem);height:2px;margin-top:-1px;background:currentColor;opacity:.3;}
.sambung-steps li:first-child::after{display:none;}
.sambung-steps li[data-done]{color:inherit;}
.sambung-steps li[data-done]::before{background:currentColor;opacity:1;}
.sambung-steps li[data-done]::after{opacity:1;}
.sambung-steps li[aria-current]{font-weight:600;}
.sambung-code{text-align:center;background:#fff;color:#111;border-color:#d9d9d9;}
.sambung-code h2,.sambung-code p{color:#555;}
.sambung-code .sambung-letters{margin:.25rem 0 .75rem;font:700 2.25rem/1.2 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;letter-spacing:.18em;text-indent:.18em;color:#111;}
.sambung-code svg{display:block;width:11rem;height:11rem;margin:0 auto .75rem;}
.sambung-hours{width:100%;margin:0;border-collapse:collapse;font-size:.9375rem;}
.sambung-hours th,.sambung-hours td{padding:.2rem 0;border:0;font-weight:inherit;text-align:start;background:none;}
.sambung-hours td{text-align:end;}
.sambung-hours tr:first-child{font-weight:600;}
.sambung-lines{margin:0;padding:0;list-style:none;}
.sambung-lines li{display:flex;align-items:center;gap:.75rem;margin:0;padding:.5rem 0;}
.sambung-lines li+li{border-top:1px solid var(--line);}
.sambung-lines img{flex:none;width:3rem;height:3rem;object-fit:cover;border-radius:.5rem;}
.sambung-lines span{flex:1;min-width:0;overflow-wrap:anywhere;}
.sambung-lines small{display:block;color:var(--soft);}
.sambung-pickup .sambung-note{margin-top:1.25rem;font-size:.8125rem;color:var(--soft);text-align:center;}
.sambung-said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;}
@media (prefers-reduced-motion:no-preference){.sambung-steps li::before{transition:background-color .3s;}}
`;
