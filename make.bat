@echo off
rem The same as the Makefile, for Windows: make.bat site, make.bat preview ... (in PowerShell: .\make site)
setlocal
chcp 65001 >nul
cd /d "%~dp0"

set NEW_ENOUGH="import sys; sys.exit(sys.version_info < (3, 11))"
if defined PYTHON goto chosen

py -3 -I -c %NEW_ENOUGH% >nul 2>nul
if not errorlevel 1 goto launcher
python -I -c %NEW_ENOUGH% >nul 2>nul
if not errorlevel 1 goto plain

rem An old one is let through: bootstrap.py says itself that it is too old.
py -3 -I -c "" >nul 2>nul
if not errorlevel 1 goto launcher
python -I -c "" >nul 2>nul
if not errorlevel 1 goto plain
goto missing

:chosen
set PYTHON=%PYTHON:"=%
"%PYTHON%" -I -c "" >nul 2>nul
if errorlevel 1 goto missing
"%PYTHON%" -I generator\bootstrap.py %*
exit /b %errorlevel%

:launcher
py -3 -I generator\bootstrap.py %*
exit /b %errorlevel%

:plain
python -I generator\bootstrap.py %*
exit /b %errorlevel%

:missing
echo 没有找到可用的 Python：请到 https://www.python.org/downloads/ 安装 3.11 或更新的版本，再运行一次。 1>&2
exit /b 1
