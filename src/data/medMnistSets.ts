import { checkOneOf } from '../errors';

/** The eight 2D sets of MedMNIST that driftlab knows. */
export type MedMnistName =
  | 'pathmnist'
  | 'dermamnist'
  | 'retinamnist'
  | 'bloodmnist'
  | 'pneumoniamnist'
  | 'breastmnist'
  | 'octmnist'
  | 'tissuemnist';

/** What the makers of MedMNIST published about a set of 28 × 28 pixels. */
export interface MedMnistSet {
  readonly name: MedMnistName;
  /** As the papers write it, e.g. `PathMNIST`. */
  readonly title: string;
  /** What is to be seen and how it was recorded. */
  readonly modality: string;
  readonly task: 'binary-class' | 'multi-class' | 'ordinal-regression';
  /** Names of the classes, by label. */
  readonly classes: readonly string[];
  /** 1 gray, 3 RGB. */
  readonly channels: 1 | 3;
  /** Images in each part. */
  readonly sizes: { readonly train: number; readonly validation: number; readonly test: number };
  /** MD5 of the file, in hexadecimal digits. */
  readonly md5: string;
  readonly licence: string;
  /** Where the images come from, before MedMNIST. */
  readonly source: string;
}

/** How to cite all of them. */
export const medMnistCitation =
  'Yang, Shi, Wei, Liu, Zhao, Ke, Pfister and Ni, "MedMNIST v2", Scientific Data 10:41, 2023, doi:10.1038/s41597-022-01721-8';

/**
 * The eight sets as published with MedMNIST 3 (28 × 28 pixels): classes, sizes and checksums.
 * @example
 * medMnistSets.map(({ name, classes }) => `${name} ${classes.length}`); // 'pathmnist 9', 'dermamnist 7', …
 */
export const medMnistSets: readonly MedMnistSet[] = [
  {
    name: 'pathmnist',
    title: 'PathMNIST',
    modality: 'stained tissue of the colon under the microscope',
    task: 'multi-class',
    classes: [
      'adipose',
      'background',
      'debris',
      'lymphocytes',
      'mucus',
      'smooth muscle',
      'normal colon mucosa',
      'cancer-associated stroma',
      'colorectal adenocarcinoma epithelium',
    ],
    channels: 3,
    sizes: { train: 89_996, validation: 10_004, test: 7_180 },
    md5: 'a8b06965200029087d5bd730944a56c1',
    licence: 'CC BY 4.0',
    source: 'Kather et al. 2019 (NCT-CRC-HE-100K and CRC-VAL-HE-7K), doi:10.1371/journal.pmed.1002730',
  },
  {
    name: 'dermamnist',
    title: 'DermaMNIST',
    modality: 'pigmented skin lesions through the dermatoscope',
    task: 'multi-class',
    classes: [
      'actinic keratoses and intraepithelial carcinoma',
      'basal cell carcinoma',
      'benign keratosis-like lesions',
      'dermatofibroma',
      'melanoma',
      'melanocytic nevi',
      'vascular lesions',
    ],
    channels: 3,
    sizes: { train: 7_007, validation: 1_003, test: 2_005 },
    md5: '0744692d530f8e62ec473284d019b0c7',
    licence: 'CC BY-NC 4.0',
    source: 'Tschandl, Rosendahl and Kittler 2018 (HAM10000), doi:10.1038/sdata.2018.161',
  },
  {
    name: 'retinamnist',
    title: 'RetinaMNIST',
    modality: 'fundus photographs, grades of diabetic retinopathy',
    task: 'ordinal-regression',
    classes: ['0', '1', '2', '3', '4'],
    channels: 3,
    sizes: { train: 1_080, validation: 120, test: 400 },
    md5: 'bd4c0672f1bba3e3a89f0e4e876791e4',
    licence: 'CC BY 4.0',
    source: 'Liu et al. 2022 (DeepDRiD), doi:10.1016/j.patter.2022.100512',
  },
  {
    name: 'bloodmnist',
    title: 'BloodMNIST',
    modality: 'normal blood cells under the microscope',
    task: 'multi-class',
    classes: [
      'basophil',
      'eosinophil',
      'erythroblast',
      'immature granulocytes(myelocytes, metamyelocytes and promyelocytes)',
      'lymphocyte',
      'monocyte',
      'neutrophil',
      'platelet',
    ],
    channels: 3,
    sizes: { train: 11_959, validation: 1_712, test: 3_421 },
    md5: '7053d0359d879ad8a5505303e11de1dc',
    licence: 'CC BY 4.0',
    source: 'Acevedo et al. 2020, doi:10.1016/j.dib.2020.105474',
  },
  {
    name: 'pneumoniamnist',
    title: 'PneumoniaMNIST',
    modality: 'chest X-rays of children',
    task: 'binary-class',
    classes: ['normal', 'pneumonia'],
    channels: 1,
    sizes: { train: 4_708, validation: 524, test: 624 },
    md5: '28209eda62fecd6e6a2d98b1501bb15f',
    licence: 'CC BY 4.0',
    source: 'Kermany et al. 2018, doi:10.1016/j.cell.2018.02.010',
  },
  {
    name: 'breastmnist',
    title: 'BreastMNIST',
    modality: 'ultrasound of the breast',
    task: 'binary-class',
    classes: ['malignant', 'normal, benign'],
    channels: 1,
    sizes: { train: 546, validation: 78, test: 156 },
    md5: '750601b1f35ba3300ea97c75c52ff8f6',
    licence: 'CC BY 4.0',
    source: 'Al-Dhabyani et al. 2020, doi:10.1016/j.dib.2019.104863',
  },
  {
    name: 'octmnist',
    title: 'OCTMNIST',
    modality: 'optical coherence tomography of the retina',
    task: 'multi-class',
    classes: ['choroidal neovascularization', 'diabetic macular edema', 'drusen', 'normal'],
    channels: 1,
    sizes: { train: 97_477, validation: 10_832, test: 1_000 },
    md5: 'c68d92d5b585d8d81f7112f81e2d0842',
    licence: 'CC BY 4.0',
    source: 'Kermany et al. 2018, doi:10.1016/j.cell.2018.02.010',
  },
  {
    name: 'tissuemnist',
    title: 'TissueMNIST',
    modality: 'cells of the kidney cortex under the fluorescence microscope',
    task: 'multi-class',
    classes: [
      'Collecting Duct, Connecting Tubule',
      'Distal Convoluted Tubule',
      'Glomerular endothelial cells',
      'Interstitial endothelial cells',
      'Leukocytes',
      'Podocytes',
      'Proximal Tubule Segments',
      'Thick Ascending Limb',
    ],
    channels: 1,
    sizes: { train: 165_466, validation: 23_640, test: 47_280 },
    md5: 'ebe78ee8b05294063de985d821c1c34b',
    licence: 'CC BY 4.0',
    source: 'Broad Bioimage Benchmark Collection BBBC051 (Woloshuk et al. 2021), doi:10.1002/cyto.a.24274',
  },
];

/**
 * What was published about one set.
 * @throws {RangeError} that lists the eight names.
 * @example
 * medMnistSet('breastmnist').sizes; // { train: 546, validation: 78, test: 156 }
 */
export function medMnistSet(name: MedMnistName): MedMnistSet {
  const known = medMnistSets.map((set) => set.name);
  return medMnistSets[known.indexOf(checkOneOf('name', name, known))];
}
