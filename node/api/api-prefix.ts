export const API_PREFIX = '/_v/holdfast/api';
export const OPENAPI_PATH = '/_v/holdfast/openapi.json';
