import { checkOneOf } from '../errors';
import { medMnistCitation, medMnistSets, type MedMnistSet } from './medMnistSets';

/** A checksum that was published for a file, in hexadecimal digits. */
export interface Digest {
  readonly algorithm: 'md5' | 'sha256';
  readonly value: string;
}

/** A file of a public set. */
export interface PublicFile {
  readonly url: string;
  /** Its place below the data folder. */
  readonly path: string;
  readonly digest: Digest;
  /** More than this is not what was asked for. */
  readonly maxBytes: number;
}

/** A public set of data, at its source. */
export interface PublicSet {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  readonly citation: string;
  /** Where a person finds it. */
  readonly page: string;
  readonly files: readonly PublicFile[];
  /** The folder below the data folder into which its one file, an archive, is unpacked. */
  readonly folder?: string;
}

const NPZ_OVERHEAD = 8192;

/** The public sets that `make data` fetches, each from where its makers publish it. */
export const publicSets: readonly PublicSet[] = [
  ...medMnistSets.map(medMnist),
  {
    name: 'mnist',
    title: 'MNIST',
    licence: 'CC BY-SA 3.0 (as commonly stated)',
    citation: 'LeCun, Bottou, Bengio and Haffner, Proceedings of the IEEE 86(11), 1998, doi:10.1109/5.726791',
    page: 'http://yann.lecun.com/exdb/mnist',
    files: [
      mnist('train-images-idx3-ubyte.gz', 9_912_422, 'f68b3c2dcbeaaa9fbdd348bbdeb94873'),
      mnist('train-labels-idx1-ubyte.gz', 28_881, 'd53e105ee54ea40749a09fcbcd1e9432'),
      mnist('t10k-images-idx3-ubyte.gz', 1_648_877, '9fb629c4189551a2d022fa330f9573f3'),
      mnist('t10k-labels-idx1-ubyte.gz', 4_542, 'ec29112dd5afa0611ce80d1b7f02629c'),
    ],
  },
  {
    name: 'mvtec',
    title: 'MVTec AD',
    licence: 'CC BY-NC-SA 4.0: not for commercial use',
    citation: 'Bergmann, Fauser, Sattlegger and Steger, CVPR 2019, doi:10.1109/CVPR.2019.00982',
    page: 'https://www.mvtec.com/company/research/datasets/mvtec-ad',
    files: [
      {
        url: 'https://www.mydrive.ch/shares/150996/b52ecdcbf521176e9db9c731f2304b27/download/420938113-1629960298/mvtec_anomaly_detection.tar.xz',
        path: 'mvtec_anomaly_detection.tar.xz',
        digest: { algorithm: 'sha256', value: 'cf4313b13603bec67abb49ca959488f7eedce2a9f7795ec54446c649ac98cd3d' },
        maxBytes: 5_264_982_680,
      },
    ],
    folder: 'mvtec',
  },
];

/** Names of several sets together. `small` is what is fetched when nothing is named. */
export const publicGroups: Readonly<Record<string, readonly string[]>> = {
  medmnist: medMnistSets.map(({ name }) => name),
  small: [...medMnistSets.map(({ name }) => name), 'mnist'],
};

/**
 * Sets by their names and those of groups, each once.
 * @throws {RangeError} that lists the names.
 * @example
 * choosePublicSets(['breastmnist', 'mnist']).map(({ licence }) => licence);
 */
export function choosePublicSets(names: readonly string[]): PublicSet[] {
  const known = [...publicSets.map(({ name }) => name), ...Object.keys(publicGroups)];
  const wanted = new Set(names.flatMap((name) => publicGroups[checkOneOf('data set', name, known)] ?? [name]));
  return publicSets.filter(({ name }) => wanted.has(name));
}

function medMnist({ name, title, licence, md5, channels, sizes }: MedMnistSet): PublicSet {
  const count = sizes.train + sizes.validation + sizes.test;
  const file = {
    url: `https://zenodo.org/records/10519652/files/${name}.npz?download=1`,
    path: `${name}.npz`,
    digest: { algorithm: 'md5', value: md5 },
    // packed, it cannot be larger than its pixels and labels
    maxBytes: count * (28 * 28 * channels + 1) + NPZ_OVERHEAD,
  } as const;
  return { name, title, licence, citation: medMnistCitation, page: 'https://medmnist.com', files: [file] };
}

function mnist(file: string, bytes: number, md5: string): PublicFile {
  const digest = { algorithm: 'md5', value: md5 } as const;
  return {
    url: `https://ossci-datasets.s3.amazonaws.com/mnist/${file}`,
    path: `mnist/${file}`,
    digest,
    maxBytes: bytes,
  };
}
