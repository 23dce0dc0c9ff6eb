import MeshctlCommands

await runMeshctl()
