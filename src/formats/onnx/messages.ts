/**
 * The few protobuf messages of an ONNX model, written by hand: a schema library would be larger than the runtime's glue.
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { atOnce, type Piecework } from '../../shared/piecework.ts';

/** A constant of the graph; 64-bit integers are sizes and axes. */
export interface Initializer {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

export type Attribute = number | string | readonly number[] | readonly string[];

export interface Node {
  readonly operator: string;
  /** An empty name leaves an optional input or output out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** An input or output of the whole graph; a dimension given by name is open. */
export interface Value {
  readonly name: string;
  readonly type: keyof typeof ELEMENT_TYPE;
  readonly shape: readonly (number | string)[];
}

export interface Model {
  readonly name: string;
  readonly description: string;
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The newest that every runtime of the last years reads. */
export const OPSET = 17;
const IR_VERSION = 8;

/** TensorProto.DataType */
const ELEMENT_TYPE = { float32: 1, int32: 6, int64: 7 } as const;
/** What the operator Cast casts to. */
export const { float32: FLOAT32, int64: INT64 } = ELEMENT_TYPE;
/** AttributeProto.AttributeType */
const ATTRIBUTE_TYPE = { integer: 2, string: 3, integers: 7, strings: 8 } as const;

export function encodeModel(model: Model): Uint8Array<ArrayBuffer> {
  return atOnce(encodingModel(model));
}

/** The same, a constant at a time. */
export function* encodingModel(model: Model): Piecework<Uint8Array<ArrayBuffer>> {
  const writer = new BinaryWriter();
  integer(writer, 1, IR_VERSION);
  text(writer, 2, 'Unroll');
  text(writer, 6, model.description);
  begin(writer, 7);
  for (const node of model.nodes) message(writer, 1, () => writeNode(writer, node));
  text(writer, 2, model.name);
  for (const [at, initializer] of model.initializers.entries()) {
    message(writer, 5, () => writeTensor(writer, initializer));
    yield (at + 1) / model.initializers.length;
  }
  for (const value of model.inputs) message(writer, 11, () => writeValue(writer, value));
  for (const value of model.outputs) message(writer, 12, () => writeValue(writer, value));
  writer.join();
  message(writer, 8, () => {
    text(writer, 1, '');
    integer(writer, 2, OPSET);
  });
  for (const [key, value] of Object.entries(model.metadata)) {
    message(writer, 14, () => {
      text(writer, 1, key);
      text(writer, 2, value);
    });
  }
  return writer.finish();
}

function writeNode(writer: BinaryWriter, node: Node): void {
  for (const input of node.inputs) text(writer, 1, input);
  for (const output of node.outputs) text(writer, 2, output);
  // An output's name is unique in the graph, so it serves as the node's name.
  text(writer, 3, `${node.operator}:${node.outputs.find((output) => output !== '') ?? ''}`);
  text(writer, 4, node.operator);
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    message(writer, 5, () => {
      text(writer, 1, name);
      integer(writer, 20, writeAttribute(writer, value));
    });
  }
}

/** @returns its type. */
function writeAttribute(writer: BinaryWriter, value: Attribute): number {
  if (typeof value === 'number') {
    integer(writer, 3, value);
    return ATTRIBUTE_TYPE.integer;
  }
  if (typeof value === 'string') {
    text(writer, 4, value);
    return ATTRIBUTE_TYPE.string;
  }
  for (const item of value) {
    if (typeof item === 'number') integer(writer, 8, item);
    else text(writer, 9, item);
  }
  return typeof value[0] === 'number' ? ATTRIBUTE_TYPE.integers : ATTRIBUTE_TYPE.strings;
}

function writeTensor(writer: BinaryWriter, { name, shape, data }: Initializer): void {
  for (const size of shape) integer(writer, 1, size);
  integer(writer, 2, data instanceof Float32Array ? ELEMENT_TYPE.float32 : ELEMENT_TYPE.int64);
  text(writer, 8, name);
  // raw_data is little-endian, as is every device with WebAssembly.
  writer.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function writeValue(writer: BinaryWriter, { name, type, shape }: Value): void {
  text(writer, 1, name);
  const dimension = (size: number | string) =>
    typeof size === 'number' ? integer(writer, 1, size) : text(writer, 2, size);
  // ValueInfoProto.type > TypeProto.tensor_type > its element type and shape > the dimensions
  message(writer, 2, () =>
    message(writer, 1, () => {
      integer(writer, 1, ELEMENT_TYPE[type]);
      message(writer, 2, () => shape.forEach((size) => message(writer, 1, () => dimension(size))));
    }),
  );
}

function message(writer: BinaryWriter, field: number, body: () => void): void {
  begin(writer, field);
  body();
  writer.join();
}

/** What is written from now on until the writer joins is one message. */
function begin(writer: BinaryWriter, field: number): void {
  writer.tag(field, WireType.LengthDelimited).fork();
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}

function integer(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}
