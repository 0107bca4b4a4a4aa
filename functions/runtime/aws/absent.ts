/**
 * Stands for a port that a function was not given, because it has no right to what is behind it. Using it is a
 * mistake in how the function is put together, and throws with the port's name.
 */
export const absent = <Port extends object>(port: string): Port =>
  new Proxy({} as Port, {
    get: (_, method) => {
      throw new Error(`this function was not given ${port} and cannot call ${port}.${String(method)}`);
    },
  });
