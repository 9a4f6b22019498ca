/** An input that cannot be read as a list at all: missing, binary, empty, without a domain column. No audit, exit 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
