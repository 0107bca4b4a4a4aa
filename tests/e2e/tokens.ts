/** The variable that holds somebody's token: `LIANBAN_TOKEN_ZHANG_SAN`. */
export const tokenVariable = (person: string): string =>
  `LIANBAN_TOKEN_${person.toUpperCase().replaceAll("-", "_")}`;

/**
 * Somebody's token: from their variable, else from the deployment's demonstration issuer; `null` when neither has one.
 */
export const tokenOf = async (baseUrl: string, person: string): Promise<string | null> => {
  const given = process.env[tokenVariable(person)];
  if (given !== undefined && given !== "") return given;
  const body = new URLSearchParams({ person });
  const response = await fetch(`${baseUrl}/oidc/token`, { method: "POST", body });
  if (!response.ok) return null;
  return ((await response.json()) as { access_token: string }).access_token;
};
