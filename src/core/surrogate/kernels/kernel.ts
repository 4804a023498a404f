/** A positive number that decides how a kernel sees its inputs. */
export interface KernelParameter {
  /** `amplitude`: a variance of the function (targets have variance 1). `length-scale`: a distance over which it changes. */
  readonly role: 'amplitude' | 'length-scale';
  /** Prior for fitting: ln of the parameter is normal around ln `median` with this deviation. */
  readonly median: number;
  readonly logSd: number;
}

/** A covariance function of inputs of type X. `values` are those of its parameters, in their order. */
export interface Kernel<X> {
  readonly parameters: readonly KernelParameter[];
  /** `[a, b]` row-major: the covariance of each of `a` with each of `b`. */
  covariances(values: Float64Array, a: readonly X[], b: readonly X[]): Float64Array;
  /** `[inputs]`: the variance of each. */
  variances(values: Float64Array, inputs: readonly X[]): Float64Array;
  /** Works out once what does not depend on the parameters, for fitting them: O(n²) memory. */
  prepare(inputs: readonly X[]): PreparedKernel;
}

/** The covariances between n inputs as a function of the parameters. */
export interface PreparedKernel {
  /** Fills `[n, n]`'s lower triangle, diagonal included. */
  fill(values: Float64Array, matrix: Float64Array): void;
  /**
   * For each parameter, the sum over all pairs of inputs, `[n, n]`, of `weights` times the derivative of their
   * covariance by ln of the parameter, at the values of the last `fill`. Of the symmetric `weights` the lower triangle is read.
   */
  contract(weights: Float64Array): Float64Array;
}
