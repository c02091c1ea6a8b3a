// The bubble and the frame's place on the page. Everything lives in a shadow root: the shop's styles end outside, ours inside.
export const style = `:host{all:initial}
.b,.f{position:fixed;right:max(24px,env(safe-area-inset-right));bottom:max(24px,env(safe-area-inset-bottom));z-index:2147483000;border:0}
.b{width:56px;height:56px;border-radius:50%;padding:0;cursor:pointer;background:var(--c,#C8372D);color:var(--i,#fff);box-shadow:0 4px 24px rgba(30,34,39,.28);display:grid;place-items:center;transition:transform .15s}
.b:hover{transform:translateY(-2px)}
.b:focus-visible{outline:3px solid #2F5D8A;outline-offset:3px}
.n{position:absolute;top:-3px;right:-3px;min-width:20px;padding:0 6px;box-sizing:border-box;border-radius:10px;background:#1E2227;color:#fff;font:600 12px/20px system-ui,sans-serif;text-align:center;box-shadow:0 0 0 2px #fff}
.f{width:372px;height:min(620px,calc(100vh - 48px));border-radius:18px;box-shadow:0 12px 48px rgba(30,34,39,.22);background:#FBFAF7;color-scheme:light dark;animation:o .18s ease-out}
.i{position:fixed;right:max(24px,env(safe-area-inset-right));bottom:92px;z-index:2147483000;width:min(280px,calc(100vw - 48px));box-sizing:border-box;padding:12px 14px;border-radius:14px;background:#fff;color:#1E2227;font:14px/1.5 system-ui,sans-serif;box-shadow:0 4px 24px rgba(30,34,39,.28);animation:o .18s ease-out}
.i p{margin:2px 0 10px;overflow-wrap:anywhere}
.i button{font:inherit;cursor:pointer;border:1px solid #8A8F95;border-radius:8px;padding:5px 12px;margin-right:8px;background:#fff;color:inherit}
.i p+button{border-color:#1E2227;background:#1E2227;color:#fff}
.p{position:fixed;visibility:hidden;padding:env(safe-area-inset-top) 0 env(safe-area-inset-bottom)}
[hidden]{display:none!important}
@keyframes o{from{opacity:0;transform:translateY(12px)}}
@media(prefers-color-scheme:dark){.f{background:#16181B}}
@media(max-width:480px),(max-height:480px){.f{inset:0;width:100%;height:100%;border-radius:0}.b{right:16px;bottom:max(16px,env(safe-area-inset-bottom))}}
@media(prefers-reduced-motion:reduce){.b,.f,.i{transition:none;animation:none}}
@media print{.b,.f,.i{display:none}}`;
