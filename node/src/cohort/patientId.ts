/** Signs that show nothing: soft hyphen, zero-width space and joiners, direction marks, byte-order mark (Unicode, DerivedCoreProperties). */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const SPACE = /\s+/gu;
const MAX_CHARACTERS = 256;

/**
 * One writing for a patient's id, so that a list and the records mean the same person where they look the same: composed
 * (Unicode NFC, UAX #15), without invisible signs, any run of spaces as one, none around. Lists, registers and records are compared by it.
 *
 * @example patientIdOf("Mu\u0308ller ") // "Müller"
 */
export function patientIdOf(text: string): string {
  return text.normalize("NFC").replace(INVISIBLE, "").normalize("NFC").replace(SPACE, " ").trim();
}

/** A list's patient id in its one writing; undefined where nothing is left, it is too long, or it holds control characters. */
export function listedPatientId(cell: string): string | undefined {
  const patientId = patientIdOf(cell);
  return patientId === "" || patientId.length > MAX_CHARACTERS || /\p{Cc}/u.test(patientId) ? undefined : patientId;
}
