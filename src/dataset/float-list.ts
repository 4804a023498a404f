/** Numbers that arrive one after another, four bytes each. */
export class FloatList {
  private values = new Float32Array(1024);
  private used = 0;

  get length(): number {
    return this.used;
  }

  push(value: number): void {
    if (this.used === this.values.length) {
      const grown = new Float32Array(2 * this.used);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.used++] = value;
  }

  toArray(): Float32Array {
    return this.values.slice(0, this.used);
  }
}
