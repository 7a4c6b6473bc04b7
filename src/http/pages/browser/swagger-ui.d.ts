declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  /** Shows an OpenAPI document; the options are those of Swagger UI's documentation. */
  export default function SwaggerUI(options: Record<string, unknown>): unknown;
}
declare module '*.css';
