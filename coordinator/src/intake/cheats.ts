import type { Store } from "@consilium/service/storage/Store.ts";

/** What showed that a site cheated in a study. */
interface CheatNote {
  readonly roundId: number;
  /** Index of the member whose complaint was judged: the cheat itself where it complained falsely. */
  readonly complainant: number;
}

const cheatKey = (studyId: number, site: number | "") => `study/${studyId}/cheat/${site}`;

/**
 * Notes for good that a site dealt or complained falsely in a study. Durable before the complaint is acknowledged, so that a coordinator
 * killed at any moment of the round, after its end too, leaves the site out of the study's later rosters.
 */
export async function noteCheat(
  store: Store,
  { studyId, site, ...note }: CheatNote & { readonly studyId: number; readonly site: number },
): Promise<void> {
  await store.put(cheatKey(studyId, site), note);
}

/** Sites that a complaint showed to have cheated in a study; they are on none of its later rosters here. */
export async function cheatsOf(store: Store, studyId: number): Promise<number[]> {
  const prefix = cheatKey(studyId, "");
  const sites: number[] = [];
  for await (const [key] of store.range<CheatNote>(prefix)) sites.push(Number(key.slice(prefix.length)));
  return sites;
}
