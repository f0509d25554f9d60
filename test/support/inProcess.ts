import { join } from "node:path";
import { Coordinator } from "@consilium/coordinator/Coordinator.ts";
import { CoordinatorConfig } from "@consilium/coordinator/config.ts";
import { NodeConfig } from "@consilium/node/config.ts";
import { SiteNode } from "@consilium/node/SiteNode.ts";
import { readConfig } from "@consilium/service/config/readConfig.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import type { TestConsortium } from "./TestConsortium.ts";

/** The consortium's real coordinator, but in this process, so that a test may play its sites by hand. */
export async function startCoordinatorHere(
  consortium: TestConsortium,
  changes: Partial<CoordinatorConfig> = {},
): Promise<Coordinator> {
  const { config, ...rest } = await readConfig(join(consortium.dir, "coordinator.yaml"), CoordinatorConfig);
  const coordinator = await Coordinator.init({
    file: { ...rest, config: { ...config, ...changes } },
    keys: consortium.keys.coordinator,
    operatorToken: consortium.operatorToken,
    logger: silentLogger,
  });
  consortium.coordinatorUrl = coordinator.url;
  return coordinator;
}

/** A real site's daemon in this process. */
export async function startSiteHere(consortium: TestConsortium, site: number): Promise<SiteNode> {
  const file = await readConfig(join(consortium.dir, `site-${site}.yaml`), NodeConfig);
  return SiteNode.init({ file, keys: consortium.keys.sites[site]!, logger: silentLogger });
}
