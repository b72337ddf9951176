export { scaleBand, scaleLinear, scalePoint } from "d3-scale";
