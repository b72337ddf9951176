// What a chart's scales ask of d3-interpolate and d3-format: ways between two numbers, as the ends
// of our axes are pixels, never colours; and no words for ticks, which recharts never asks for.
const none = undefined;

export const interpolateNumber = (from, to) => (part) => from * (1 - part) + to * part;
export const interpolateRound = (from, to) => (part) => Math.round(from * (1 - part) + to * part);
export {
  interpolateNumber as interpolate,
  none as format,
  none as formatPrefix,
  none as formatSpecifier,
  none as piecewise,
  none as precisionFixed,
  none as precisionPrefix,
  none as precisionRound,
};
