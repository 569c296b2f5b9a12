/** A field of a message: a number for varints and fixed-size fields, bytes for fields with a length. */
export interface Field {
  readonly number: number;
  readonly value: bigint | Buffer;
}

/** The fields of a message, in order. Protocol Buffers: Encoding. */
export function readFields(message: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const readVarint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) throw new Error("The message ends within a number.");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number) => {
    if (at + length > message.length) throw new Error("The message ends within a field.");
    return message.subarray(at, (at += length));
  };
  while (at < message.length) {
    const tag = readVarint();
    const [number, wireType] = [Number(tag >> 3n), Number(tag & 7n)];
    if (wireType === 0) fields.push({ number, value: readVarint() });
    else if (wireType === 1) fields.push({ number, value: take(8).readBigUInt64LE() });
    else if (wireType === 2) fields.push({ number, value: take(Number(readVarint())) });
    else if (wireType === 5) fields.push({ number, value: BigInt(take(4).readUInt32LE()) });
    else throw new Error(`Unknown wire type ${wireType}.`);
  }
  return fields;
}

/** The value of the varint field with this number; 0 if it is absent, as in the format. */
export function varint(fields: readonly Field[], number: number): bigint {
  const value = fields.find((field) => field.number === number)?.value ?? 0n;
  return typeof value === "bigint" ? value : 0n;
}

export function text(bytes: Buffer | undefined): string {
  return bytes?.toString("utf8") ?? "";
}
