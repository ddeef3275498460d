/** As much of a JSON schema as forms are concerned with. */
export interface JsonSchema {
  readonly format?: string;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
}

/** A body as OpenAPI describes it. */
export interface FormContent {
  readonly schema: JsonSchema;
  readonly encoding?: Readonly<Record<string, { readonly contentType: string }>>;
}

/** The form that says the same as a JSON body: lists of base64 are lists of files. Undefined where the body has none. */
export function formContent(body: JsonSchema): FormContent | undefined {
  const schema = formSchema(body);
  if (!schema) return undefined;
  const fields = [schema, ...(schema.anyOf ?? [])].flatMap(({ properties = {} }) => Object.entries(properties));
  const lists = fields.filter(([, { items }]) => items?.format === 'binary');
  return {
    schema,
    encoding: Object.fromEntries(lists.map(([name]) => [name, { contentType: 'image/png, image/jpeg' }])),
  };
}

function formSchema({ anyOf, properties, ...schema }: JsonSchema): JsonSchema | undefined {
  if (anyOf) {
    const forms = anyOf.map(formSchema).filter((form) => form !== undefined);
    return forms.length > 1 ? { ...schema, anyOf: forms } : forms[0];
  }
  if (!properties || !Object.values(properties).some(holdsFiles)) return undefined;
  const fields = Object.entries(properties).map(([name, value]) => [name, holdsFiles(value) ? files(value) : value]);
  return { ...schema, properties: Object.fromEntries(fields) as JsonSchema['properties'] };
}

function holdsFiles({ items }: JsonSchema): boolean {
  return items?.format === 'byte';
}

function files(list: JsonSchema): JsonSchema {
  const file = { type: 'string', format: 'binary', minLength: 1, description: 'a PNG or JPEG file' };
  return { ...list, items: file };
}
