import type { Chain } from "./connectChain.ts";
import { type ModelLink, readModelLinks } from "./modelLinks.ts";

/** The models that one came from and those that came from it, by id, ascending. */
export interface ModelLineage {
  ancestors: number[];
  descendants: number[];
}

/**
 * The lineage of a model out of the ledger's events alone. A base model is named by its digest, so every earlier model with
 * that digest counts as a parent.
 */
export async function readLineage(chain: Chain, modelId: number): Promise<ModelLineage> {
  const links = await readModelLinks(chain);
  return { ancestors: reached(links.toReversed(), modelId, isParent), descendants: reached(links, modelId, isChild) };
}

/** Models in the order given that are of a found one's kin; one pass, since kin stand on one side of it. */
function reached(
  links: readonly ModelLink[],
  modelId: number,
  isKin: (link: ModelLink, of: ModelLink) => boolean,
): number[] {
  const start = links.findIndex((link) => link.modelId === modelId);
  const found = links.slice(start, start + 1);
  if (start < 0) return [];
  for (const link of links.slice(start + 1)) if (found.some((of) => isKin(link, of))) found.push(link);
  return found
    .slice(1)
    .map((link) => link.modelId)
    .sort((a, b) => a - b);
}

const isParent = (link: ModelLink, of: ModelLink) => link.modelDigest === of.parentDigest;
const isChild = (link: ModelLink, of: ModelLink) => link.parentDigest === of.modelDigest;
