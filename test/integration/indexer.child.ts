/**
 * Not a test: the process that indexer.test.ts kills. It follows a chain and prints each block that its index covers.
 * Arguments: the index's folder, the chain's URL, the deployment as JSON.
 */

import { Indexer } from "@consilium/indexer/Indexer.ts";
import { parseDeployment } from "@consilium/sdk/chain/Deployment.ts";
import { JsonRpcProvider } from "ethers";

const [dir, url, deployment] = process.argv.slice(2);
const provider = new JsonRpcProvider(url, undefined, { batchMaxCount: 1, cacheTimeout: -1, staticNetwork: true });
const indexer = await Indexer.open({ dir: dir!, provider, deployment: parseDeployment(deployment) });
const controller = new AbortController();
let printed = -1;
setInterval(() => {
  const block = indexer.checkpoint?.block ?? -1;
  if (block > printed) process.stdout.write(`${block}\n`);
  printed = block;
}, 1);
await indexer.sync({ signal: controller.signal });
