// The numbers that recharts reckons an axis's ticks with: JavaScript's own, whose last digits are
// rounded away after each step, so that 0.1 and 0.2 make 0.3. What we chart has no ten decimals.
const DECIMALS = 10;
const DIGITS = 14;
const of = (value) => new Decimal(value);

export default class Decimal {
  constructor(value) {
    this.value = Number(Number(Number(value).toFixed(DECIMALS)).toPrecision(DIGITS));
  }

  valueOf() {
    return this.value;
  }

  toNumber() {
    return this.value;
  }

  isint() {
    return Number.isInteger(this.value);
  }

  lt(other) {
    return this.value < other;
  }

  lte(other) {
    return this.value <= other;
  }

  abs() {
    return of(Math.abs(this.value));
  }

  add(other) {
    return of(this.value + Number(other));
  }

  sub(other) {
    return of(this.value - other);
  }

  mul(other) {
    return of(this.value * other);
  }

  div(other) {
    return of(this.value / other);
  }

  mod(other) {
    return this.sub(of(other).mul(Math.trunc(this.div(other))));
  }

  pow(other) {
    return of(this.value ** other);
  }

  log() {
    return of(Math.log10(this.value)); // to the base of ten, the only one asked for
  }
}
