/** As much of a JSON schema as forms are concerned with. */
export interface JsonSchema {
  readonly format?: string;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** A body as OpenAPI describes it. */
export interface FormContent {
  readonly schema: JsonSchema;
  readonly encoding?: Readonly<Record<string, { readonly contentType: string }>>;
}

/** The form that says the same as a JSON body: lists of base64 are lists of files. Undefined where the body has none. */
export function formContent(body: JsonSchema): FormContent | undefined {
  const forms = (body.anyOf ?? [body]).filter(({ properties = {} }) => Object.values(properties).some(holdsFiles));
  if (forms.length === 0) return undefined;
  const fields = forms.flatMap(({ properties = {} }) => Object.entries(properties));
  const properties = Object.fromEntries(
    fields.map(([name, value]) => [name, holdsFiles(value) ? files(value) : value]),
  );
  // one list of fields for all of them: what reads a description looks for files there
  const ways = forms.map(({ required }) => ({ required }));
  const schema = { ...forms[0], properties, ...(forms.length > 1 && { required: undefined, oneOf: ways }) };
  const lists = fields.filter(([, value]) => holdsFiles(value));
  const encoding = Object.fromEntries(lists.map(([name]) => [name, { contentType: 'image/png, image/jpeg' }]));
  return { schema, encoding };
}

function holdsFiles({ items }: JsonSchema): boolean {
  return items?.format === 'byte';
}

function files(list: JsonSchema): JsonSchema {
  const file = { type: 'string', format: 'binary', minLength: 1, description: 'a PNG or JPEG file' };
  return { ...list, items: file };
}
