import { randomUUID } from "node:crypto";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { failureName } from "./failure-name.ts";

/** The current version of a secret. `text` is the secret itself: never log it. */
export interface SecretVersion {
  versionId: string;
  text: string;
}

/** Read a secret's current version. What it throws names the secret and the remedy. */
export const readSecret = async (secrets: SecretsManagerClient, name: string): Promise<SecretVersion> => {
  try {
    const { VersionId, SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: name }));
    if (VersionId !== undefined && SecretString !== undefined)
      return { versionId: VersionId, text: SecretString };
  } catch (cause) {
    const remedy =
      failureName(cause) === "ResourceNotFoundException"
        ? "deploy the stack, which creates it"
        : "check that this role may secretsmanager:GetSecretValue on it";
    throw new Error(`the secret "${name}" cannot be read (${failureName(cause)}); ${remedy}`, { cause });
  }
  throw new Error(`the secret "${name}" holds no text; put its value as text`);
};

const cannotReplace = (name: string, cause: unknown): Error => {
  const remedy = "check that this role may secretsmanager:PutSecretValue and UpdateSecretVersionStage on it";
  return new Error(`the secret "${name}" cannot be replaced (${failureName(cause)}); ${remedy}`, { cause });
};

/** Put a text aside as a version of a secret that nobody reads yet; its id. */
const putAside = async (secrets: SecretsManagerClient, name: string, text: string): Promise<string> => {
  const versionId = randomUUID();
  const version = { ClientRequestToken: versionId, SecretString: text, VersionStages: ["AWSPENDING"] };
  try {
    await secrets.send(new PutSecretValueCommand({ SecretId: name, ...version }));
    return versionId;
  } catch (cause) {
    throw cannotReplace(name, cause);
  }
};

/** What a label that is no longer where it should leave is answered with. */
const isConflict = (error: unknown): boolean => failureName(error) === "InvalidParameterException";

/**
 * Make a text the current version of a secret, but only in the place of one version: `false` when another has become
 * current meanwhile, and nothing is changed then. Two who replace the same version at once never both succeed.
 *
 * The new version is put aside first; moving the label is the comparison, since it names the version it leaves.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 */
export const replaceSecret = async (
  secrets: SecretsManagerClient,
  { name, replaced, text }: { name: string; replaced: string; text: string },
): Promise<boolean> => {
  const versionId = await putAside(secrets, name, text);
  try {
    await secrets.send(
      new UpdateSecretVersionStageCommand({
        SecretId: name,
        VersionStage: "AWSCURRENT",
        RemoveFromVersionId: replaced,
        MoveToVersionId: versionId,
      }),
    );
    return true;
  } catch (cause) {
    // A move that was tried again after its answer got lost has succeeded and says otherwise.
    const current = await readSecret(secrets, name);
    if (current.versionId === versionId) return true;
    if (isConflict(cause) || current.versionId !== replaced) return false;
    throw cannotReplace(name, cause);
  }
};
