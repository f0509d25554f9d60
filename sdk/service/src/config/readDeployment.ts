import { readFile } from "node:fs/promises";
import { type Deployment, parseDeployment } from "@consilium/sdk/chain/Deployment.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

/** The contracts' addresses from a deployment.json. Throws CONFIG_INVALID naming the file and field. */
export async function readDeployment(path: string): Promise<Deployment> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "The file cannot be read.", {
      field: path,
      hint: "Copy the deployment.json that the contracts' deployer has.",
      cause,
    });
  }
  return parseDeployment(text, path);
}
