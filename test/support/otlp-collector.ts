import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { type Field, readFields, text, varint } from "./protobuf.js";

/** A received span. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the root span of a trace. */
  readonly parentId: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client. */
  readonly kind: number;
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly events: number;
  /** The code is 0 for unset and 2 for error. */
  readonly status: { readonly code: number; readonly message: string };
}

/** An OpenTelemetry collector on the loopback address. It receives traces over OTLP with protocol buffers. */
export interface Collector extends AsyncDisposable {
  readonly url: string;
  /** All received spans. */
  readonly spans: readonly ReceivedSpan[];
  /** The attributes of the senders. */
  readonly resources: readonly Readonly<Record<string, unknown>>[];
  /** The headers of all requests. */
  readonly headers: readonly IncomingHttpHeaders[];
  /** All received bytes, decompressed. */
  bytes(): Buffer;
}

export async function startCollector(): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const resources: Record<string, unknown>[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const bodies: Buffer[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers);
    void bodyOf(request).then((body) => {
      bodies.push(body);
      if (request.url === "/v1/traces") {
        for (const resourceSpans of of(readFields(body), 1)) {
          const fields = readFields(resourceSpans);
          for (const resource of of(fields, 1)) resources.push(attributesOf(readFields(resource), 1));
          for (const scope of of(fields, 2)) spans.push(...of(readFields(scope), 2).map(readSpan));
        }
      }
      response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resources,
    headers,
    bytes: () => Buffer.concat(bodies),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const body = Buffer.concat(await request.toArray());
  return request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
}

/** The messages in all fields with this number. */
function of(fields: readonly Field[], number: number): Buffer[] {
  return fields.flatMap((field) => (field.number === number && field.value instanceof Buffer ? [field.value] : []));
}

/** opentelemetry-proto: trace.proto, Span. */
function readSpan(message: Buffer): ReceivedSpan {
  const fields = readFields(message);
  const [status = Buffer.alloc(0)] = of(fields, 15);
  return {
    ...idsOf(fields),
    parentId: hex(of(fields, 4)[0]),
    name: text(of(fields, 5)[0]),
    kind: Number(varint(fields, 6)),
    startNs: varint(fields, 7),
    endNs: varint(fields, 8),
    attributes: attributesOf(fields, 9),
    links: of(fields, 13).map((link) => idsOf(readFields(link))),
    events: of(fields, 11).length,
    status: { code: Number(varint(readFields(status), 3)), message: text(of(readFields(status), 2)[0]) },
  };
}

function idsOf(fields: readonly Field[]) {
  return { traceId: hex(of(fields, 1)[0]), spanId: hex(of(fields, 2)[0]) };
}

function hex(bytes: Buffer | undefined): string {
  return bytes?.toString("hex") ?? "";
}

function attributesOf(fields: readonly Field[], number: number): Record<string, unknown> {
  return Object.fromEntries(
    of(fields, number).map((each) => {
      const [key, value] = [1, 2].map((part) => of(readFields(each), part)[0]);
      return [text(key), anyValue(value ?? Buffer.alloc(0))];
    }),
  );
}

/** opentelemetry-proto: common.proto, AnyValue. */
function anyValue(message: Buffer): unknown {
  const [field] = readFields(message);
  switch (field?.number) {
    case 1:
      return text(field.value as Buffer);
    case 2:
      return field.value === 1n;
    case 3:
      return Number(field.value);
    case 5:
      return of(readFields(field.value as Buffer), 1).map(anyValue);
    default:
      throw new Error(`Unknown kind of attribute: ${String(field?.number)}`);
  }
}
