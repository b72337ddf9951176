// What engine.io-client would try where there is no websocket; the server offers nothing else.
export const Fetch = undefined;
export const WT = undefined;
export const XHR = undefined;
