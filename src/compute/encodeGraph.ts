import { create, toBinary } from '@bufbuild/protobuf';
import type { Attribute, Graph, GraphNode, Value } from './graph';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProtoSchema,
  TensorProto_DataType as DataType,
  ValueInfoProtoSchema,
  type AttributeProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './onnx_pb';
import type { ElementType, Tensor } from './tensor';

// users cannot use it, hence generated names never clash with theirs: the runtime would silently take one for the other
export const GENERATED = '#';

// one operator set for all graphs, so that an operator means the same everywhere
const OPSET = 21n;
const IR_VERSION = 10n;

/** A graph as the bytes of an ONNX file; other operator domains are imported when nodes use them. */
export function encodeGraph(graph: Graph): Uint8Array {
  const { nodes, results } = nameOutputs(graph);
  const domains = new Set(['', ...nodes.map((node) => node.domain)]);
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: 'driftlab',
    opsetImport: [...domains].map((domain) =>
      create(OperatorSetIdProtoSchema, { domain, version: domain === '' ? OPSET : 1n }),
    ),
    graph: create(GraphProtoSchema, {
      name: 'driftlab',
      node: nodes.map(encodeNode),
      initializer: [...graph.constants].map(([{ name }, content]) => encodeTensor(name, content)),
      input: graph.inputs.map(encodeValue),
      output: results.map(encodeValue),
      valueInfo: described(graph) ? between(nodes, results).map(encodeValue) : [],
    }),
  });
  return toBinary(ModelProtoSchema, model);
}

/** Nodes write straight to the names of outputs; an input, a constant or a second name needs a copy. */
function nameOutputs(graph: Graph): { nodes: GraphNode[]; results: Value[] } {
  const made = new Set(graph.nodes.flatMap((node) => node.outputs));
  const renamed = new Map<Value, Value>();
  const copies: GraphNode[] = [];
  const results = [...graph.outputs].map(([name, value]) => {
    const result = { ...value, name };
    if (made.has(value) && !renamed.has(value)) renamed.set(value, result);
    else copies.push({ operator: 'Identity', domain: '', inputs: [value], outputs: [result], attributes: {} });
    return result;
  });
  const rename = (value: Value): Value => renamed.get(value) ?? value;
  const nodes = [...needed(graph), ...copies].map((node) => ({
    ...node,
    inputs: node.inputs.map((value) => value && rename(value)),
    outputs: node.outputs.map(rename),
  }));
  return { nodes, results };
}

/** The nodes that outputs depend on: what nobody asks for is not computed. */
function needed({ nodes, outputs }: Graph): GraphNode[] {
  const wanted = new Set<Value | undefined>(outputs.values());
  const found: GraphNode[] = [];
  for (const node of [...nodes].reverse()) {
    if (!node.outputs.some((output) => wanted.has(output))) continue;
    found.push(node);
    for (const input of node.inputs) wanted.add(input);
  }
  return found.reverse();
}

/** Whether people may look into the graph: weights with names are those of a model. A kernel or a training step has none. */
function described({ constants }: Graph): boolean {
  return [...constants.keys()].some(({ name }) => !name.startsWith(GENERATED));
}

/** What flows between nodes: their outputs but for those of the graph, which are described there. */
function between(nodes: readonly GraphNode[], results: readonly Value[]): Value[] {
  const names = new Set(results.map(({ name }) => name));
  return nodes.flatMap(({ outputs }) => outputs.filter(({ name }) => !names.has(name)));
}

function encodeNode({ operator, domain, inputs, outputs, attributes }: GraphNode): NodeProto {
  return create(NodeProtoSchema, {
    name: outputs[0].name,
    opType: operator,
    domain,
    input: inputs.map((value) => value?.name ?? ''),
    output: outputs.map(({ name }) => name),
    attribute: Object.entries(attributes).map(([name, attribute]) => encodeAttribute(name, attribute)),
  });
}

function encodeAttribute(name: string, value: Attribute): AttributeProto {
  if (typeof value === 'number')
    return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
  if (typeof value === 'string')
    return create(AttributeProtoSchema, { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) });
  if ('float' in value) return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value.float });
  return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: value.map(BigInt) });
}

function encodeTensor(name: string, { type, values, shape }: Tensor): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dataType: dataType(type),
    dims: shape.map(BigInt),
    rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  });
}

function encodeValue({ name, type, shape }: Value): ValueInfoProto {
  const dim = shape.map((size) => {
    if (typeof size === 'number') return { value: { case: 'dimValue' as const, value: BigInt(size) } };
    return size === '?' ? {} : { value: { case: 'dimParam' as const, value: size } };
  });
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: 'tensorType', value: { elemType: dataType(type), shape: { dim } } } },
  });
}

/** The number of an element type in ONNX files. */
export function dataType(type: ElementType): DataType {
  return type === 'float32'
    ? DataType.FLOAT
    : type === 'float64'
      ? DataType.DOUBLE
      : DataType[type.toUpperCase() as 'INT64'];
}
