declare module "asl-validator" {
  /** Check a definition against the Amazon States Language. It writes defaults into what it is given. */
  const validate: (
    definition: object,
    options?: { checkPaths?: boolean; checkArn?: boolean },
  ) => { isValid: boolean; errors: unknown[] };
  export default validate;
}
