import { createHmac, randomBytes } from "node:crypto";
import type { Store } from "@consilium/service/storage/Store.ts";

const KEY = "recordTags/key";
const KEY_BYTES = 32;

/**
 * By what a site knows a record again when its patient consents by another key: a keyed hash of the patient's id (HMAC-SHA-256), under
 * a random key that stays sealed in this site's store. Without the key a tag tells nothing of the id, and no tag leaves the site.
 */
export async function recordTags(store: Store): Promise<(patientId: string) => string> {
  const stored = await store.getSealed(KEY);
  const key = stored ?? randomBytes(KEY_BYTES);
  if (stored === undefined) await store.putSealed(KEY, key);
  return (patientId) => `record:${createHmac("sha256", key).update(patientId).digest("hex")}`;
}
