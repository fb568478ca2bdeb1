@dotnet "%~dp0FourA2A.Cli.dll" %*
