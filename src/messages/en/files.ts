/** What is told of files that come in and go out: in English. `detail` is what was found in the bytes, as it is. */
export const files = {
  foreign:
    'This is a safetensors file, but not one that Unroll wrote. Import a file that came from “Export safetensors”.',
  otherVersion: (version: string, read: string) =>
    `The file is an Unroll checkpoint of version ${version}; this app reads version ${read}. Update the app, or export the run again with this one.`,
  unknownVersion: 'unknown',
  damaged: (detail: string) =>
    `The Unroll file is damaged: ${detail}. Use another copy of it, or export the run again.`,
  notSound: (detail: string) => `This is not a sound safetensors file: ${detail}. Choose another file.`,
  cutOff: (detail: string) =>
    `The safetensors file is damaged or cut off: ${detail}. Get the whole file again, or choose another.`,
  tooSmall: (least: number, bytes: number) =>
    `A safetensors file has at least ${least} bytes; this one has ${bytes}. Choose another file.`,
  hugeHeader: (bytes: string, most: number) =>
    `This is not a safetensors file: it claims a header of ${bytes} bytes, and at most ${most} are allowed. Choose another file.`,
  headerCutOff: (bytes: string, available: number) =>
    `The safetensors file is cut off, or not one: its header should have ${bytes} bytes, and only ${available} are there. Get the whole file again.`,
  numberType: (tensor: string, type: string) =>
    `Tensor “${tensor}” has numbers of type ${type}; only 32-bit floats (F32) can be read. Convert the file to float32 first.`,
  foreignOnnx: 'This is not an ONNX model that Unroll wrote. Choose a file that came from “Export ONNX”.',
  otherOnnxTask: (name: string) =>
    `“${name}” is a model for another task. Export the run anew, and use it for the task it was trained for.`,
  otherOnnxVersion: (version: string, read: string) =>
    `The ONNX model is of version ${version}; this app reads version ${read}. Export it again.`,
  onnxCutOff: 'This is not an ONNX model, or it is cut off. Get the whole file again, or choose another.',
  carryingStopped: 'It was stopped. Nothing was changed.',
  backup: {
    busy: 'A backup is being written or restored. Stop it, or wait until it is done.',
    stopped: 'The backup was stopped.',
    emptyFile: (name: string) => ` An empty file, “${name}”, stays behind: delete it.`,
    notWritten: (name: string, detail: string) =>
      `The backup could not be written to “${name}” (${detail}). Free space on that disk, or choose another place.`,
    textDamaged: (name: string) => `The text “${name}” is damaged on this device.`,
    theText: (name: string) => `The text “${name}”`,
    noneWhole: (name: string) => `“${name}” did not come in: no checkpoint of it is whole.`,
    noRoom: (needed: string, left: string) =>
      `The backup needs ${needed} MB here, and the browser has room for ${left} MB. Nothing was changed. Free space on the device or remove runs in the Library, then restore it again.`,
    newer: (version: number, read: number) =>
      `This backup was written by a newer version of Unroll (its format is ${version}, and this app reads ${read}). Nothing was changed here. Update the app, then restore it.`,
    listTooLong: (bytes: number, most: number) =>
      `The list of what is in the backup has ${bytes} bytes, and at most ${most} fit. Export runs one by one instead.`,
    tooManyMarks: (marks: number, most: number) =>
      `The list of what is in the backup has ${marks} brackets, colons and commas, and at most ${most} fit. Export runs one by one instead.`,
    packedAnew:
      'This archive was packed anew by another program, which compressed it. Restore the file as Unroll wrote it.',
    unreadable: (detail: string) => `The file cannot be read any more (${detail}). Choose it again.`,
    notWhole: (detail: string) =>
      `This is not a whole backup of Unroll: ${detail}. Nothing was changed here. Choose another copy of it.`,
    otherHeader: (path: string) => `${path} is damaged: its header is that of another file.`,
    notUtf8: (path: string) => `${path} is not UTF-8 text.`,
    otherText: (path: string) => `${path} is another text than the backup says.`,
    otherStep: (path: string, found: number, said: number) => `${path} is of step ${found}, not of ${said}.`,
    passageTooLong: (path: string, length: number, most: number) =>
      `${path} has ${length} characters, and a kept passage has at most ${most}.`,
    thePassage: (beginning: string) => `The kept passage “${beginning}”`,
    passageUnfit: 'it does not fit into a backup. Copy it by hand.',
    checksum: (path: string) => `${path} is damaged: its bytes do not match their checksum.`,
  },
};
