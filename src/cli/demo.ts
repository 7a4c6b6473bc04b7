export async function demoVerb(_o: object): Promise<void> {}
