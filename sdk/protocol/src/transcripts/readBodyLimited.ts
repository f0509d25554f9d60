import { FederationError } from "../errors/FederationError.ts";

/**
 * Reads a response's body, giving up before more than `maximumSizeBytes` are held: neither the declared length nor the
 * stream's real one is trusted.
 *
 * @throws TOO_LARGE, or TRANSPORT_FAILED where the body breaks off.
 */
export async function readBodyLimited(
  response: Response,
  maximumSizeBytes: number,
  what: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(response.headers.get("content-length") ?? 0);
  const tooLarge = new FederationError("TOO_LARGE", `The answer is above the limit of ${maximumSizeBytes} bytes.`, {
    field: what,
  });
  if (declared > maximumSizeBytes) {
    await response.body?.cancel();
    throw tooLarge;
  }
  if (response.body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { value, done } = await readChunk(reader, what);
    if (done) break;
    sizeBytes += value.length;
    if (sizeBytes > maximumSizeBytes) {
      await reader.cancel();
      throw tooLarge;
    }
    chunks.push(value);
  }
  return joined(chunks, sizeBytes);
}

async function readChunk(reader: ReadableStreamDefaultReader<Uint8Array>, field: string) {
  try {
    return await reader.read();
  } catch (cause) {
    throw new FederationError("TRANSPORT_FAILED", "The answer broke off.", { field, cause });
  }
}

function joined(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
